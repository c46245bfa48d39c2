import { join } from "node:path"
import type { LabScenario } from "../scenario.ts"
import { labServerId, startSpiffeServer } from "../spiffe.ts"

/** No Workload API. */
export const workloadApiUnavailable: LabScenario = {
	id: "workload-api-unavailable",
	title: "No Workload API",
	explains:
		"The settings name a Workload API socket, and nothing listens there. The agent is down, or " +
		"the path differs; without it there is no identity to present.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "workload-api-unavailable",
		configuredOutcome: "skipped",
	},
	start: async (context) => {
		const server = await startSpiffeServer(context, context.certificates.spiffe, labServerId)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: `unix://${join(context.sockets, "no-agent.sock")}`,
			},
			close: server.close,
		}
	},
}
