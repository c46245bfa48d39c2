import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** Bytes that are no protocol. */
export const garbage: LabScenario = {
	id: "garbage",
	title: "Bytes that are no protocol",
	explains:
		"The server answers with bytes that are neither TLS nor HTTP. Another protocol lives on this " +
		"port, or something on the way damages the bytes.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "tls-record-overflow-or-garbage",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const server = await listen(
			createServer((socket) => socket.once("data", () => socket.write(Buffer.alloc(4_096, 0xa5)))),
			context,
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", timeoutMs: 2000 },
			close: server.close,
		}
	},
}
