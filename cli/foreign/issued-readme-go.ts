import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fenceOf, type KitFolder } from "./issued-kits.ts"
import { runToEnd } from "./process.ts"

const grpcVersion = "v1.76.0"

const program = (port: number, server: string, client: string) => `package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"net"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"
)

func listener() net.Listener {
	made, err := net.Listen("tcp", "127.0.0.1:${port}")
	if err != nil {
		log.Fatal(err)
	}
	return made
}

func serve() {
${server}
	healthpb.RegisterHealthServer(server, health.NewServer())
	reflection.Register(server)
	log.Fatal(server.Serve(listener()))
}

func call() {
${client}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	answer, err := healthpb.NewHealthClient(conn).Check(ctx, &healthpb.HealthCheckRequest{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.GetStatus())
}

func main() {
	if os.Args[1] == "serve" {
		serve()
	}
	call()
}
`

/** Builds a server and a client around the README's two fences; grpc-go is fetched. Resolves with the command. */
export async function buildReadmeGo(
	parent: string,
	kit: KitFolder,
	port: number,
): Promise<readonly string[]> {
	const folder = join(parent, "readme-go")
	await mkdir(folder)
	const [server, client] = await Promise.all([
		fenceOf(kit, "Go, server", port),
		fenceOf(kit, "Go, client", port),
	])
	await writeFile(join(folder, "main.go"), program(port, server, client))
	const module = `module readme\n\ngo 1.24\n\nrequire google.golang.org/grpc ${grpcVersion}\n`
	await writeFile(join(folder, "go.mod"), module)
	const env = { GOFLAGS: "-buildvcs=false -mod=mod", GOTOOLCHAIN: "local", GOWORK: "off" }
	await runToEnd("go", ["mod", "tidy"], { cwd: folder, env, limitMs: 150_000 })
	await runToEnd("go", ["build", "-o", "readme", "."], { cwd: folder, env, limitMs: 300_000 })
	return [join(folder, "readme")]
}
