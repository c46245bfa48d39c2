import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { labToken, refuseWithoutAnyToken } from "../servers/token.ts"

/** Any token will do. */
export const anyToken: LabScenario = {
	id: "any-token",
	title: "Any token will do",
	explains:
		"The server refuses calls without a bearer token and looks no further. Any word in its place is " +
		"as good as the real one.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: {
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
			"no-token": "transport-only",
			"malformed-token": "let-in",
			"token-over-plaintext": "refused",
			"no-token-stream": "transport-only",
			"malformed-token-stream": "let-in",
		},
		enforcementRules: ["accepts-missing-token"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server), {
			refuse: refuseWithoutAnyToken,
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
