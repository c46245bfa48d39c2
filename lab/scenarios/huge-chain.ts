import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"
import { serverFlightWith } from "../servers/raw-flight.ts"

/** Twenty thousand certificates */
export const hugeChain: LabScenario = {
	id: "huge-chain",
	title: "Twenty thousand certificates",
	explains:
		"The server sends a chain of twenty thousand certificates. What is read of it is bounded, and " +
		"the bound is named.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "tls-record-overflow-or-garbage",
	},
	start: async (context) => {
		const server = await listen(
			createServer((socket) =>
				socket.once("data", () => {
					const der = Buffer.from(context.certificates.server.der)
					socket.write(serverFlightWith(Array.from({ length: 20_000 }, () => der)))
				}),
			),
			context,
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", timeoutMs: 3000 },
			close: server.close,
		}
	},
}
