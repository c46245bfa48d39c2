import type { LabScenario } from "../scenario.ts"
import { identityOptions, plaintextOrTlsGrpc } from "../servers/grpc-server.ts"
import { labToken, refuseWithoutToken } from "../servers/token.ts"

/** Tokens are read in the clear. */
export const plaintextWithToken: LabScenario = {
	id: "plaintext-with-token",
	title: "Tokens are read in the clear",
	explains:
		"Every call needs a token, and the port takes plaintext beside TLS. A caller without TLS shows " +
		"the token to everybody on the way before the server has judged it.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: {
			plaintext: "transport-only",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
			"no-token": "transport-only",
			"malformed-token": "transport-only",
			"token-over-plaintext": "transport-only",
			"no-token-stream": "transport-only",
			"malformed-token-stream": "transport-only",
		},
		enforcementRules: ["accepts-plaintext-on-tls-port", "token-accepted-over-plaintext"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await plaintextOrTlsGrpc(context, identityOptions(certificates.server), {
			refuse: refuseWithoutToken,
		})
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "tls",
				ca: certificates.files.ca,
				token: `text:${labToken}`,
			},
			close: server.close,
		}
	},
}
