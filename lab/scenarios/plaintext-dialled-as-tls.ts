import type { LabScenario } from "../scenario.ts"
import { plaintextGrpc } from "../servers/grpc-server.ts"

/** TLS to a plaintext server. */
export const plaintextDialledAsTls: LabScenario = {
	id: "plaintext-dialled-as-tls",
	title: "TLS to a plaintext server",
	explains:
		"The client starts a TLS handshake and the server answers with HTTP/2 frames in the clear. " +
		"The scheme of the address is wrong, or the server was started without TLS.",
	expected: {
		mode: "none",
		clientAuth: "none",
		tlsVersion: null,
		identity: null,
		rule: "tls-client-to-plaintext-server",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const server = await plaintextGrpc(context)
		return { settings: { target: `grpcs://localhost:${server.port}`, mode: "tls" }, close: server.close }
	},
}
