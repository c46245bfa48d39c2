import { status } from "@grpc/grpc-js"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

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
			refuse: (metadata) =>
				metadata.get("authorization")[0] === "Bearer lab-token"
					? undefined
					: { code: status.UNAUTHENTICATED, details: "missing or invalid bearer token" },
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
