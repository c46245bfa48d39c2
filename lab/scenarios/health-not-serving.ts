import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** Reachable, but not serving. */
export const healthNotServing: LabScenario = {
	id: "health-not-serving",
	title: "Reachable, but not serving",
	explains:
		"Transport security is fine and the call arrives. The server itself says that it is " + "NOT_SERVING.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "health-not-serving",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server), { state: 2 })
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
