import { createServer as createHttpServer } from "node:http"
import { createServer as createTlsServer } from "node:tls"
import type { LabScenario } from "../scenario.ts"
import { identityOptions } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"

/** HTTP/1.1 over TLS. */
export const http1OverTls: LabScenario = {
	id: "http1-over-tls",
	title: "HTTP/1.1 over TLS",
	explains:
		"A web server or proxy whose TLS is fine and whose protocol is HTTP/1.1. It selects no " +
		"protocol in the handshake and answers HTTP/2 with an error page.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "http1-proxy-or-wrong-protocol",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const http = createHttpServer((_request, response) => response.writeHead(404).end("no gRPC here"))
		// Without ALPN, as OpenSSL servers are by default: one that offers only http/1.1 would end with an alert.
		const tls = createTlsServer(identityOptions(certificates.server), (socket) => {
			socket.on("error", () => socket.destroy())
			http.emit("connection", socket)
		})
		const server = await listen(tls, context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
