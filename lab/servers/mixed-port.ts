import { createServer as createHttpServer } from "node:http"
import { createServer as createTcpServer, type Server, type Socket } from "node:net"
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from "node:tls"
import { ServerCredentials } from "@grpc/grpc-js"
import { healthServer } from "./health-service.ts"

/** Content type of a TLS record that holds a handshake. */
const handshake = 0x16

/** How a client of HTTP/2 begins (RFC 9113 section 3.4). */
const preface = "PRI"

/**
 * One port for everything, as multiplexers by first bytes do it: TLS, plaintext HTTP/2 for gRPC and HTTP/1.1 for the
 * rest, inside TLS and outside. Whoever says nothing gets no answer.
 */
export function mixedPort(options: TlsOptions): { readonly server: Server; readonly shutdown: () => void } {
	const grpc = healthServer()
	const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure())
	const http = createHttpServer((_request, response) => response.writeHead(404).end("no page here"))
	const toHttp = (socket: Socket) => http.emit("connection", socket)
	const tls = createTlsServer({ ALPNProtocols: ["h2", "http/1.1"], ...options }, (socket: TLSSocket) => {
		socket.on("error", () => socket.destroy())
		if (socket.alpnProtocol === "http/1.1") toHttp(socket)
		else injector.injectConnection(socket)
	})
	tls.on("tlsClientError", (_error, socket) => socket.destroy())
	const server = createTcpServer((socket) => {
		socket.on("error", () => socket.destroy())
		socket.once("readable", () => {
			const head: Buffer | null = socket.read()
			if (head === null) return
			socket.unshift(head)
			if (head[0] === handshake) tls.emit("connection", socket)
			else if (head.toString("latin1", 0, preface.length) === preface) injector.injectConnection(socket)
			else toHttp(socket)
		})
	})
	return { server, shutdown: () => grpc.forceShutdown() }
}
