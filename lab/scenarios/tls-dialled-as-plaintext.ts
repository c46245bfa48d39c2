import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** Plaintext to a TLS server. */
export const tlsDialledAsPlaintext: LabScenario = {
	id: "tls-dialled-as-plaintext",
	title: "Plaintext to a TLS server",
	explains:
		"The client sends the HTTP/2 preface in the clear to a port that expects a TLS handshake. " +
		"Most servers close without a word, and the client sees only a lost connection.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "plaintext-client-to-tls-server",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const server = await tlsGrpc(context, identityOptions(context.certificates.server))
		return { settings: { target: `grpc://localhost:${server.port}`, mode: "none" }, close: server.close }
	},
}
