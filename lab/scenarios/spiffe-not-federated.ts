import type { LabScenario } from "../scenario.ts"
import { closeAll, otherServerId, startLabWorkloadApi, startSpiffeServer } from "../spiffe.ts"

/** A trust domain that is not federated. */
export const spiffeNotFederated: LabScenario = {
	id: "spiffe-not-federated",
	title: "A trust domain that is not federated",
	explains:
		"The server belongs to another trust domain, and the Workload API holds no bundle for it. " +
		"Federation between the two was never set up, or has lapsed.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://other.test/ns/default/sa/server",
		rule: "trust-bundle-missing-or-stale",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const api = await startLabWorkloadApi(context, "unfederated", false)
		const server = await startSpiffeServer(context, context.certificates.otherSpiffe, otherServerId)
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
