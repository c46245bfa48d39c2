import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** Sixteen megabytes of garbage */
export const flood: LabScenario = {
	id: "flood",
	title: "Sixteen megabytes of garbage",
	explains: "The server pours out 16 MB of nonsense. What is read of it is bounded.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "tls-record-overflow-or-garbage",
	},
	start: async (context) => {
		const server = await listen(
			createServer((socket) => {
				socket.resume()
				let left = 16
				const pour = () => {
					while (left > 0 && !socket.destroyed) {
						left -= 1
						if (!socket.write(Buffer.alloc(1024 * 1024, 0xa5))) break
					}
				}
				socket.on("drain", pour)
				pour()
			}),
			context,
		)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", timeoutMs: 2000 },
			close: server.close,
		}
	},
}
