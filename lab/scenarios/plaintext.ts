import type { LabScenario } from "../scenario.ts"
import { plaintextGrpc } from "../servers/grpc-server.ts"

/** Plaintext gRPC. */
export const plaintext: LabScenario = {
	id: "plaintext",
	title: "Plaintext gRPC",
	explains:
		"A gRPC server without TLS, as many services run inside a cluster. Everything on the wire can " +
		"be read and changed by whoever sits in between. It answers the health check in the clear.",
	expected: {
		mode: "none",
		clientAuth: "none",
		tlsVersion: null,
		identity: null,
		rule: "works-as-configured",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const server = await plaintextGrpc(context)
		return { settings: { target: `grpc://localhost:${server.port}`, mode: "none" }, close: server.close }
	},
}
