import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A CA that the client does not know. */
export const untrustedIssuer: LabScenario = {
	id: "untrusted-issuer",
	title: "A CA that the client does not know",
	explains:
		"A healthy server with a private CA, but the client was given no CA file and looks among the " +
		"system's roots. The chain ends in a CA that nobody there knows.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "untrusted-issuer",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server))
		return { settings: { target: `grpcs://localhost:${server.port}`, mode: "tls" }, close: server.close }
	},
}
