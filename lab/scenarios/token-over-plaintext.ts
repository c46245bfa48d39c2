import type { LabScenario } from "../scenario.ts"
import { plaintextGrpc } from "../servers/grpc-server.ts"
import { labToken } from "../servers/token.ts"

/** A token without TLS. */
export const tokenOverPlaintext: LabScenario = {
	id: "token-over-plaintext",
	title: "A token without TLS",
	explains:
		"The settings hold a bearer token for a plaintext target. Sending it would show it to " +
		"everybody on the way, so it is not sent.",
	expected: {
		mode: "none",
		clientAuth: "none",
		tlsVersion: null,
		identity: null,
		rule: "token-over-plaintext-refused",
		configuredOutcome: "accepted",
		enforcement: {
			"no-token": "let-in",
			"malformed-token": "let-in",
			"token-over-plaintext": "let-in",
			"no-token-stream": "let-in",
			"malformed-token-stream": "let-in",
		},
		enforcementRules: ["accepts-missing-token", "token-accepted-over-plaintext"],
	},
	start: async (context) => {
		const server = await plaintextGrpc(context)
		return {
			settings: { target: `grpc://localhost:${server.port}`, mode: "none", token: `text:${labToken}` },
			close: server.close,
		}
	},
}
