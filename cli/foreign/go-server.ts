import { spawnSync } from "node:child_process"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ForeignFiles } from "./identities.ts"
import { type ForeignProcess, freePort, startForeign } from "./process.ts"

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
	options := []grpc.ServerOption{}
	if mode != "plaintext" {
		pair, err := tls.LoadX509KeyPair(cert, key)
		if err != nil {
			panic(err)
		}
		config := &tls.Config{Certificates: []tls.Certificate{pair}}
		if mode == "mtls" {
			pem, err := os.ReadFile(ca)
			if err != nil {
				panic(err)
			}
			config.ClientCAs = x509.NewCertPool()
			config.ClientCAs.AppendCertsFromPEM(pem)
			config.ClientAuth = tls.RequireAndVerifyClientCert
		}
		options = append(options, grpc.Creds(credentials.NewTLS(config)))
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		panic(err)
	}
	server := grpc.NewServer(options...)
	healthpb.RegisterHealthServer(server, health.NewServer())
	panic(server.Serve(listener))
}
`

/** Builds the Go server once with the newest grpc-go that this Go can fetch; undefined with the reason when it cannot. */
export async function buildGoServer(
	files: ForeignFiles,
): Promise<{ readonly path: string } | { readonly reason: string }> {
	const folder = join(files.folder, "go-server")
	await mkdir(folder, { recursive: true })
	await writeFile(join(folder, "main.go"), program)
	await writeFile(join(folder, "go.mod"), "module foreign\n\ngo 1.25\n")
	for (const args of [
		["mod", "tidy"],
		["build", "-o", "server", "."],
	]) {
		const ran = spawnSync("go", args, { cwd: folder, encoding: "utf8", timeout: 240_000 })
		if (ran.status !== 0) return { reason: `go ${args[0]}: ${ran.stderr.slice(-500)}` }
	}
	return { path: join(folder, "server") }
}

/** Starts the built server in one mode. */
export async function startGoServer(
	path: string,
	mode: "plaintext" | "tls" | "mtls",
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
