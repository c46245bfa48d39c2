import { createSecureServer } from "node:http2"
import type { LabScenario } from "../scenario.ts"
import { connectHandler } from "../servers/connect-server.ts"
import { identityOptions } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"

/** Protocols for browsers, and no word to them. */
export const connectNoCors: LabScenario = {
	id: "connect-no-cors",
	title: "gRPC-Web and Connect without CORS",
	explains:
		"The port speaks gRPC-Web and Connect, which are made for browsers, but does not answer their preflight. " +
		"curl gets an answer; the same call from a page of another origin is blocked by the browser.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		scanRules: ["cors-missing-for-browsers"],
		protocols: {
			gRPC: "yes",
			"gRPC-Web": "yes",
			Connect: "yes",
			"browser (CORS)": "no",
			"HTTP/1.1": "yes",
			"plaintext on the TLS port": "no",
		},
	},
	start: async (context) => {
		const { certificates } = context
		const options = { ...identityOptions(certificates.server), allowHTTP1: true }
		const handler = connectHandler({ allowsBrowsers: false })
		const server = await listen(createSecureServer(options, handler), context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
