import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ForeignFiles } from "./identities.ts"
import { type ForeignProcess, freePort, runToEnd, startForeign } from "./process.ts"

const program = `package main

import (
	"crypto/tls"
	"net"
	"net/http"
	"os"

	connectcors "connectrpc.com/cors"
	"connectrpc.com/grpchealth"
	"github.com/rs/cors"
	"github.com/soheilhy/cmux"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

func grpcServer() *grpc.Server {
	server := grpc.NewServer()
	healthpb.RegisterHealthServer(server, health.NewServer())
	return server
}

func connectHandler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(grpchealth.NewHandler(grpchealth.NewStaticChecker("grpc.health.v1.Health")))
	return mux
}

func main() {
	mode, address, cert, key := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	pair, err := tls.LoadX509KeyPair(cert, key)
	must(err)
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	listener, err := net.Listen("tcp", address)
	must(err)
	switch mode {
	case "connect":
		serveTLS(listener, config, connectHandler())
	case "connect-cors":
		serveTLS(listener, config, cors.New(cors.Options{
			AllowedOrigins: []string{"*"},
			AllowedMethods: connectcors.AllowedMethods(),
			AllowedHeaders: connectcors.AllowedHeaders(),
		}).Handler(connectHandler()))
	case "grpc-handler":
		serveTLS(listener, config, grpcServer())
	case "http":
		serveTLS(listener, config, http.NotFoundHandler())
	case "cmux":
		mux := cmux.New(listener)
		clear := mux.MatchWithWriters(cmux.HTTP2MatchHeaderFieldSendSettings("content-type", "application/grpc"))
		page := mux.Match(cmux.HTTP1Fast())
		go grpcServer().Serve(clear)
		go http.Serve(page, http.NotFoundHandler())
		must(mux.Serve())
	}
}

func serveTLS(listener net.Listener, config *tls.Config, handler http.Handler) {
	server := &http.Server{Handler: handler, TLSConfig: config}
	must(server.ServeTLS(listener, "", ""))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
`

const requirements = [
	"connectrpc.com/cors v0.1.0",
	"connectrpc.com/grpchealth v1.4.0",
	"github.com/rs/cors v1.11.1",
	"github.com/soheilhy/cmux v0.1.5",
	"google.golang.org/grpc v1.70.0",
]
const tidyMs = 100_000
const buildMs = 300_000

/** What the program can be: connect-go without and with CORS, grpc-go behind net/http, net/http alone, cmux. */
export type ConnectGoMode = "connect" | "connect-cors" | "grpc-handler" | "http" | "cmux"

/** Builds the program once, modules fetched into the folder of the run. Resolves with its path. */
export async function buildConnectGoServer(files: ForeignFiles): Promise<string> {
	const folder = join(files.folder, "connect-go-server")
	await mkdir(folder, { recursive: true })
	await writeFile(join(folder, "main.go"), program)
	const required = requirements.map((line) => `\t${line}\n`).join("")
	await writeFile(join(folder, "go.mod"), `module foreign\n\ngo 1.23\n\nrequire (\n${required})\n`)
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

/** Starts the built program in one mode. */
export async function startConnectGoServer(
	path: string,
	mode: ConnectGoMode,
	files: ForeignFiles,
): Promise<ForeignProcess> {
	const port = await freePort()
	const words = [mode, `127.0.0.1:${port}`, files.serverCert, files.serverKey]
	return startForeign(path, words, port, files.folder)
}
