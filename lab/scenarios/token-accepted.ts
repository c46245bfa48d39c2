import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { labToken, refuseWithoutToken } from "../servers/token.ts"

/** A token that is accepted. */
export const tokenAccepted: LabScenario = {
	id: "token-accepted",
	title: "A token that is accepted",
	explains:
		"The server asks for a bearer token and gets it over TLS. Transport security proves the " +
		"server, the token proves the caller.",
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
			"no-token-stream": "transport-only",
			"malformed-token-stream": "transport-only",
		},
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server), {
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
