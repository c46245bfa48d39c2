import { createSecureServer } from "node:http2"
import type { LabScenario } from "../scenario.ts"
import { connectHandler } from "../servers/connect-server.ts"
import { identityOptions } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"

/** Three protocols on one port, for browsers too. */
export const connectCors: LabScenario = {
	id: "connect-cors",
	title: "gRPC, gRPC-Web and Connect on one port, with CORS",
	explains:
		"One port speaks gRPC, gRPC-Web and Connect, over HTTP/2 and HTTP/1.1, and answers the preflight of a " +
		"browser. Every kind of client can call it.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		protocols: {
			gRPC: "yes",
			"gRPC-Web": "yes",
			Connect: "yes",
			"browser (CORS)": "yes",
			"HTTP/1.1": "yes",
			"plaintext on the TLS port": "no",
		},
	},
	start: async (context) => {
		const { certificates } = context
		const options = { ...identityOptions(certificates.server), allowHTTP1: true }
		const handler = connectHandler({ allowsBrowsers: true })
		const server = await listen(createSecureServer(options, handler), context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
