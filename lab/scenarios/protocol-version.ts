import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** No TLS version in common. */
export const protocolVersion: LabScenario = {
	id: "protocol-version",
	title: "No TLS version in common",
	explains:
		"The server refuses every version that this client offers, as one does that still speaks TLS " +
		"1.1 at most. Its alert says so.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "protocol-version-mismatch",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const server = await listen(
			createServer((socket) => socket.once("data", () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 70])))),
			context,
		)
		return { settings: { target: `grpcs://localhost:${server.port}`, mode: "tls" }, close: server.close }
	},
}
