import { createServer, type Socket } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

const megabyte = Buffer.alloc(1024 * 1024, 0xa5)
const megabytes = 16

/** Sixteen megabytes of garbage. */
export const flood: LabScenario = {
	id: "flood",
	title: "Sixteen megabytes of garbage",
	explains:
		"The server pours out 16 MB of nonsense as soon as somebody connects. What is read of it must " +
		"be bounded.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "tls-record-overflow-or-garbage",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const server = await listen(createServer(pour), context)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", timeoutMs: 2_000 },
			close: server.close,
		}
	},
}

/** Writes as fast as the reader takes it. */
function pour(socket: Socket): void {
	let left = megabytes
	const more = () => {
		while (left > 0 && !socket.destroyed) {
			left -= 1
			if (!socket.write(megabyte)) return
		}
	}
	socket.on("drain", more)
	socket.resume()
	more()
}
