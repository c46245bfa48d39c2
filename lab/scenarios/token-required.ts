import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { refuseWithoutToken } from "../servers/token.ts"

/** A token is required. */
export const tokenRequired: LabScenario = {
	id: "token-required",
	title: "A token is required",
	explains:
		"The server is reached and trusted, and answers UNAUTHENTICATED because no bearer token came " +
		"with the call. Transport security is not the problem.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "token-missing-or-invalid",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server), {
			refuse: refuseWithoutToken,
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
