import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { labToken, refuseWithoutToken } from "../servers/token.ts"

/** Streams need no token. */
export const streamSkipsToken: LabScenario = {
	id: "stream-skips-token",
	title: "Streams need no token",
	explains:
		"Unary calls without a token are refused. The interceptor for streams was forgotten, so every " +
		"streaming method is open to whoever reaches the port.",
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
			"malformed-token": "transport-only",
			"token-over-plaintext": "refused",
			"no-token-stream": "let-in",
			"malformed-token-stream": "let-in",
		},
		enforcementRules: ["stream-skips-token-check"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server), {
			refuse: refuseWithoutToken,
			open: "streams",
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
