import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { ask } from "./ask.ts"
import type { ClientSettings } from "./client-settings.ts"
import { runToEnd } from "./process.ts"

const program = `package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

func main() {
	target, ca, cert, key := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	transport := insecure.NewCredentials()
	if ca != "plaintext" {
		config := &tls.Config{}
		if ca != "" {
			pem, err := os.ReadFile(ca)
			must(err)
			config.RootCAs = x509.NewCertPool()
			config.RootCAs.AppendCertsFromPEM(pem)
		}
		if cert != "" {
			pair, err := tls.LoadX509KeyPair(cert, key)
			must(err)
			config.Certificates = []tls.Certificate{pair}
		}
		transport = credentials.NewTLS(config)
	}
	connection, err := grpc.NewClient("passthrough:///"+target, grpc.WithTransportCredentials(transport))
	must(err)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	answer, err := healthpb.NewHealthClient(connection).Check(ctx, &healthpb.HealthCheckRequest{})
	if err == nil {
		fmt.Println("connected", answer.GetStatus())
		return
	}
	fmt.Println(err)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
`

/** The last era that only offered ALPN, and one that insists on it; with the Go version that decides about defaults. */
export const goEras = {
	"grpc-go-before-1.67": { version: "v1.64.1", go: "1.21" },
	"grpc-go-1.67": { version: "v1.76.0", go: "1.24" },
} as const

/** Builds a client of one era in the folder; modules are fetched there too. Resolves with the path of the program. */
export async function buildGoClient(era: keyof typeof goEras, parent: string): Promise<string> {
	const folder = join(parent, era)
	await mkdir(folder, { recursive: true })
	await writeFile(join(folder, "main.go"), program)
	const { version, go } = goEras[era]
	await writeFile(
		join(folder, "go.mod"),
		`module foreign\n\ngo ${go}\n\nrequire google.golang.org/grpc ${version}\n`,
	)
	const env = {
		GOMODCACHE: join(parent, "go-modules"),
		GOFLAGS: "-modcacherw -buildvcs=false -mod=mod",
		GOTOOLCHAIN: "local",
		GOWORK: "off",
	}
	await runToEnd("go", ["mod", "tidy"], { cwd: folder, env, limitMs: 100_000 })
	await runToEnd("go", ["build", "-trimpath", "-o", "client", "."], { cwd: folder, env, limitMs: 300_000 })
	return join(folder, "client")
}

/** `connected …`, or the error as grpc-go words it. */
export function askGo(path: string, { target, ca, certificate, key }: ClientSettings): Promise<string> {
	return ask(path, [target, ca, certificate, key])
}
