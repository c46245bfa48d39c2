import type { LabScenario } from "../scenario.ts"
import { closeAll, otherServerId, startLabWorkloadApi, startSpiffeServer } from "../spiffe.ts"

/** SPIFFE across federated trust domains. */
export const spiffeOtherTrustDomain: LabScenario = {
	id: "spiffe-other-trust-domain",
	title: "SPIFFE across federated trust domains",
	explains:
		"The server belongs to another trust domain, whose bundle the Workload API federates. The " +
		"chain holds by that domain's own bundle, and by no other.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://other.test/ns/default/sa/server",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const api = await startLabWorkloadApi(context, "federated", true)
		const server = await startSpiffeServer(context, context.certificates.otherSpiffe, otherServerId)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: api.address,
				trustDomain: "other.test",
			},
			close: closeAll(server, api),
		}
	},
}
