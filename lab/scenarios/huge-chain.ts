import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"
import { serverFlightWith } from "../servers/raw-flight.ts"

const certificateCount = 20_000

/** Twenty thousand certificates. */
export const hugeChain: LabScenario = {
	id: "huge-chain",
	title: "Twenty thousand certificates",
	explains:
		"The server sends a chain of twenty thousand certificates. What is read of it must be " +
		"bounded, and the bound be named.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: "1.2",
		identity: null,
		rule: "tls-record-overflow-or-garbage",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const der = Buffer.from(context.certificates.server.der)
		let flight: Buffer | undefined
		const server = await listen(
			createServer((socket) =>
				socket.once("data", () => {
					// Built for the first caller and kept: it is some 10 MB.
					flight ??= serverFlightWith(Array.from({ length: certificateCount }, () => der))
					socket.write(flight)
				}),
			),
			context,
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", timeoutMs: 3_000 },
			close: server.close,
		}
	},
}
