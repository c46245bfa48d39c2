import { createServer } from "node:http"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** HTTP/1.1 behind a gRPC address. */
export const http1Only: LabScenario = {
	id: "http1-only",
	title: "HTTP/1.1 behind a gRPC address",
	explains:
		"A web server answers every request with HTTP/1.1 in the clear. A gRPC client, which speaks " +
		"HTTP/2 alone, cannot understand it.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "http1-proxy-or-wrong-protocol",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const server = await listen(
			createServer((_request, response) => response.writeHead(404).end("no gRPC here")),
			context,
		)
		return { settings: { target: `grpc://localhost:${server.port}`, mode: "none" }, close: server.close }
	},
}
