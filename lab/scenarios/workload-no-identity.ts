import { join } from "node:path"
import type { LabScenario } from "../scenario.ts"
import { closeAll, labServerId, startSpiffeServer } from "../spiffe.ts"
import { startWorkloadApi } from "../workload-api.ts"

/** A Workload API without an identity for us. */
export const workloadNoIdentity: LabScenario = {
	id: "workload-no-identity",
	title: "A Workload API without an identity for us",
	explains:
		"The agent answers, but no registration entry matches this process, so it issues no identity. " +
		"It does so until somebody registers the workload.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "workload-no-identity",
		configuredOutcome: "skipped",
	},
	start: async (context) => {
		const api = await startWorkloadApi(join(context.sockets, "no-id.sock"), { kind: "no-identity" })
		const server = await startSpiffeServer(context, context.certificates.spiffe, labServerId)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: api.address,
			},
			close: closeAll(server, api),
		}
	},
}
