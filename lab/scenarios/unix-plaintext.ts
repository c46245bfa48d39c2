import { join } from "node:path"
import type { LabScenario } from "../scenario.ts"
import { plaintextGrpc } from "../servers/grpc-server.ts"

/** Plaintext on a unix socket. */
export const unixPlaintext: LabScenario = {
	id: "unix-plaintext",
	title: "Plaintext on a unix socket",
	explains: "A gRPC server on a unix socket, as sidecars have it. Who may open the socket file may call.",
	expected: {
		mode: "none",
		clientAuth: "none",
		tlsVersion: null,
		identity: null,
		rule: "works-as-configured",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const path = join(context.sockets, "plain.sock")
		const server = await plaintextGrpc({ path })
		return { settings: { target: `unix:${path}`, mode: "none" }, close: server.close }
	},
}
