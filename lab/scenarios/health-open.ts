import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { labToken, refuseWithoutToken } from "../servers/token.ts"

/** Health is open, the rest is not. */
export const healthOpen: LabScenario = {
	id: "health-open",
	title: "Health is open, the rest is not",
	explains:
		"The service wants a token, and its health check does not, so that probes can ask. That is often " +
		"meant so; it is said, not blamed.",
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
			"health-without-token": "let-in",
		},
		enforcementRules: ["health-open-without-token"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server), {
			refuse: refuseWithoutToken,
			open: "health",
		})
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "tls",
				ca: certificates.files.ca,
				token: `text:${labToken}`,
				method: "countersign.lab.v1.Echo/Echo",
			},
			close: server.close,
		}
	},
}
