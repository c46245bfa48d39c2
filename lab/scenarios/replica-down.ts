import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { listen } from "../servers/listen.ts"

/** Three addresses, one with nothing behind it. */
export const replicaDown: LabScenario = {
	id: "replica-down",
	title: "One replica is gone",
	explains:
		"Three addresses stand for one server, and nothing listens at the last. Clients try the next one, so nobody " +
		"notices but in delays, until a second one goes.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "127.0.0.1",
		rule: "replicas-differ",
		configuredOutcome: "accepted",
		addresses: ["accepted", "accepted", "failed"],
	},
	start: async (context) => {
		const { certificates } = context
		const identity = identityOptions(certificates.server)
		const first = await tlsGrpc(context, identity)
		const second = await tlsGrpc({ port: 0 }, identity)
		const gone = await listen(createServer(), { port: 0 })
		await gone.close()
		const places = [first.port, second.port, gone.port].map((port) => `127.0.0.1:${port}`)
		return {
			settings: { target: `ipv4:${places.join(",")}`, ca: certificates.files.ca, mode: "tls" },
			close: async () => {
				await Promise.all([first.close(), second.close()])
			},
		}
	},
}
