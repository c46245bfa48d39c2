import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** One byte a second */
export const slowBytes: LabScenario = {
	id: "slow-bytes",
	title: "One byte a second",
	explains:
		"The server answers so slowly that no handshake ever completes. A reader without a deadline " +
		"would wait for hours.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "timeout-or-blackhole",
	},
	start: async (context) => {
		const server = await listen(
			createServer((socket) => {
				const timer = setInterval(() => socket.write(Buffer.from([0x16])), 1_000)
				socket.once("close", () => clearInterval(timer))
				socket.resume()
			}),
			context,
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", timeoutMs: 1500 },
			close: server.close,
		}
	},
}
