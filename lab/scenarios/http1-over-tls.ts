import { createServer } from "node:https"
import type { LabScenario } from "../scenario.ts"
import { identityOptions } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"

/** HTTP/1.1 over TLS */
export const http1OverTls: LabScenario = {
	id: "http1-over-tls",
	title: "HTTP/1.1 over TLS",
	explains: "A web server or proxy whose TLS is fine and whose protocol is HTTP/1.1: it knows no h2.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "http1-proxy-or-wrong-protocol",
	},
	start: async (context) => {
		const { certificates } = context
		const https = createServer({ ...identityOptions(certificates.server) }, (_request, response) =>
			response.writeHead(404).end("no gRPC here"),
		)
		const server = await listen(https, context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
