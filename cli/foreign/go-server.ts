import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ForeignFiles } from "./identities.ts"
import { type ForeignProcess, freePort, runToEnd, startForeign } from "./process.ts"

const program = `package main

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

func main() {
	mode, address, cert, key, ca := os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]
	pair, err := tls.LoadX509KeyPair(cert, key)
	must(err)
	pem, err := os.ReadFile(ca)
	must(err)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	config := &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: pool}

	listener, err := net.Listen("tcp", address)
	must(err)
	options := []grpc.ServerOption{}
	switch mode {
	case "mtls", "mtls12":
		config.ClientAuth = tls.RequireAndVerifyClientCert
	case "optional":
		config.ClientAuth = tls.VerifyClientCertIfGiven
	}
	if mode == "tls12" || mode == "mtls12" {
		config.MaxVersion = tls.VersionTLS12
	}
	switch mode {
	case "plaintext":
	case "no-alpn":
		// grpc.Creds adds h2 to NextProtos; a listener of crypto/tls does not.
		listener = tls.NewListener(listener, config)
	default:
		options = append(options, grpc.Creds(credentials.NewTLS(config)))
	}
	server := grpc.NewServer(options...)
	healthpb.RegisterHealthServer(server, health.NewServer())
	must(server.Serve(listener))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
`

/** Any Go since 1.23 builds it. */
const grpcVersion = "v1.70.0"
const tidyMs = 100_000
const buildMs = 300_000

/** The ways in which the Go server can listen. */
export type GoMode = "plaintext" | "tls" | "tls12" | "mtls" | "mtls12" | "optional" | "no-alpn"

/** Builds the Go server once, modules fetched into the folder of the run. Resolves with the path of the program. */
export async function buildGoServer(files: ForeignFiles): Promise<string> {
	const folder = join(files.folder, "go-server")
	await mkdir(folder, { recursive: true })
	await writeFile(join(folder, "main.go"), program)
	const module = `module foreign\n\ngo 1.23\n\nrequire google.golang.org/grpc ${grpcVersion}\n`
	await writeFile(join(folder, "go.mod"), module)
	const env = {
		GOMODCACHE: join(files.folder, "go-modules"),
		GOFLAGS: "-modcacherw -buildvcs=false",
		GOTOOLCHAIN: "local",
		GOWORK: "off",
	}
	await runToEnd("go", ["mod", "tidy"], { cwd: folder, env, limitMs: tidyMs })
	await runToEnd("go", ["build", "-trimpath", "-o", "server", "."], { cwd: folder, env, limitMs: buildMs })
	return join(folder, "server")
}

/** Starts the built server in one mode. */
export async function startGoServer(
	path: string,
	mode: GoMode,
	files: ForeignFiles,
): Promise<ForeignProcess> {
	const port = await freePort()
	return startForeign(
		path,
		[mode, `127.0.0.1:${port}`, files.serverCert, files.serverKey, files.ca],
		port,
		files.folder,
	)
}
