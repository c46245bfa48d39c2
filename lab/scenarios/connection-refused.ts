import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** Nobody listens */
export const connectionRefused: LabScenario = {
	id: "connection-refused",
	title: "Nobody listens",
	explains: "The port is closed: the server is not running, or listens elsewhere.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "connection-refused",
	},
	start: async (context) => {
		const server = await listen(createServer(), context)
		await server.close()
		return {
			settings: { target: `grpcs://127.0.0.1:${server.port}`, mode: "tls" },
			close: () => Promise.resolve(),
		}
	},
}
