import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** A server that never answers. */
export const blackhole: LabScenario = {
	id: "blackhole",
	title: "A server that never answers",
	explains:
		"The connection is accepted and then nothing is ever said. Most clients report only that " +
		"their deadline passed.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "timeout-or-blackhole",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const server = await listen(
			createServer((socket) => socket.resume()),
			context,
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", timeoutMs: 1000 },
			close: server.close,
		}
	},
}
