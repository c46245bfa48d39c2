import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"
import { serverFlightWith } from "../servers/raw-flight.ts"

/** One byte a second. */
export const slowBytes: LabScenario = {
	id: "slow-bytes",
	title: "One byte a second",
	explains:
		"The server sends its part of the handshake at one byte a second. A reader whose deadline " +
		"starts anew at every byte would wait for a quarter of an hour.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "timeout-or-blackhole",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const flight = serverFlightWith([Buffer.from(context.certificates.server.der)])
		const server = await listen(
			createServer((socket) => {
				let at = 0
				const timer = setInterval(() => {
					socket.write(flight.subarray(at, at + 1))
					at += 1
					if (at >= flight.length) socket.destroy()
				}, 1_000)
				socket.once("close", () => clearInterval(timer))
				socket.resume()
			}),
			context,
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", timeoutMs: 2_500 },
			close: server.close,
		}
	},
}
