import type { LabScenario } from "../scenario.ts"
import { identityOptions, plaintextOrTlsGrpc } from "../servers/grpc-server.ts"

/** Plaintext on the TLS port. */
export const plaintextOnTlsPort: LabScenario = {
	id: "plaintext-on-tls-port",
	title: "Plaintext on the TLS port",
	explains:
		"The port looks at the first byte and takes plaintext where there is no TLS, as was handy during " +
		"a change of all clients. A client that is set up wrongly works and sends everything in the clear.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: { plaintext: "let-in", "tls-1.0": "refused", "tls-1.1": "refused" },
		enforcementRules: ["accepts-plaintext-on-tls-port"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await plaintextOrTlsGrpc(context, identityOptions(certificates.server))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
