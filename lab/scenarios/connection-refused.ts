import { randomInt } from "node:crypto"
import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"

/** Nobody listens. */
export const connectionRefused: LabScenario = {
	id: "connection-refused",
	title: "Nobody listens",
	explains:
		"The port is closed: the server is not running, or listens elsewhere. The machine itself " +
		"answers and refuses.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "connection-refused",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const port = context.port === 0 ? await closedPort() : context.port
		return {
			settings: { target: `grpcs://127.0.0.1:${port}`, mode: "tls" },
			close: () => Promise.resolve(),
		}
	},
}

/** A port that was free a moment ago, below those that the system hands out, so that nobody is given it by chance. */
async function closedPort(triesLeft = 20): Promise<number> {
	const port = randomInt(20_000, 32_000)
	try {
		await (await listen(createServer(), { port })).close()
		return port
	} catch (cause) {
		if (triesLeft === 0) throw cause
		return closedPort(triesLeft - 1)
	}
}
