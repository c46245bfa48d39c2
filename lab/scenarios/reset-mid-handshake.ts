import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** Reset in the middle of the handshake. */
export const resetMidHandshake: LabScenario = {
	id: "reset-mid-handshake",
	title: "Reset in the middle of the handshake",
	explains:
		"The connection is reset right after the ClientHello. Middleboxes do so when they dislike " +
		"what they see.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "connection-reset-mid-handshake",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const server = await listen(
			createServer((socket) => socket.once("data", () => socket.resetAndDestroy())),
			context,
		)
		return { settings: { target: `grpcs://localhost:${server.port}`, mode: "tls" }, close: server.close }
	},
}
