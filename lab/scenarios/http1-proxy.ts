import { createServer as createHttpServer, request } from "node:http"
import { createServer as createTlsServer } from "node:tls"
import type { LabScenario } from "../scenario.ts"
import { connectHandler } from "../servers/connect-server.ts"
import { identityOptions } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"

/** A proxy of HTTP/1.1 in front. */
export const http1Proxy: LabScenario = {
	id: "http1-proxy",
	title: "A proxy that speaks HTTP/1.1 alone",
	explains:
		"A reverse proxy ends TLS, agrees to HTTP/1.1 alone and passes requests on to a server that speaks Connect. " +
		"Connect and gRPC-Web get through; gRPC, which needs HTTP/2, is refused in the handshake.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "alpn-missing-h2",
		configuredOutcome: "refused",
		scanRules: ["cors-missing-for-browsers"],
		protocols: {
			gRPC: "no",
			"gRPC-Web": "yes",
			Connect: "yes",
			"browser (CORS)": "no",
			"HTTP/1.1": "yes",
			"plaintext on the TLS port": "no",
		},
	},
	start: async (context) => {
		const { certificates } = context
		const handler = connectHandler({ allowsBrowsers: false })
		const behind = await listen(createHttpServer(handler), { port: 0 })
		const proxy = createHttpServer((asked, answer) => {
			const { method, url, headers } = asked
			const passed = request({ host: "127.0.0.1", port: behind.port, method, path: url, headers }, (got) => {
				answer.writeHead(got.statusCode ?? 502, {
					...got.headers,
					server: "lab-proxy/1",
					via: "1.1 lab-proxy",
				})
				got.pipe(answer)
			})
			passed.on("error", () => answer.destroy())
			asked.on("error", () => passed.destroy())
			asked.pipe(passed)
		})
		const tls = createTlsServer(
			{ ...identityOptions(certificates.server), ALPNProtocols: ["http/1.1"] },
			(socket) => {
				socket.on("error", () => socket.destroy())
				proxy.emit("connection", socket)
			},
		)
		tls.on("tlsClientError", (_error, socket) => socket.destroy())
		const server = await listen(tls, context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: async () => {
				await server.close()
				await behind.close()
			},
		}
	},
}
