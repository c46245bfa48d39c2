import type { LabScenario } from "../scenario.ts"
import { closeAll, otherServerId, startLabWorkloadApi, startSpiffeServer } from "../spiffe.ts"

/** A server of another trust domain than expected. */
export const spiffeWrongTrustDomain: LabScenario = {
	id: "spiffe-wrong-trust-domain",
	title: "Another trust domain than expected",
	explains:
		"The server proves an identity of a federated trust domain, and the settings expect one of " +
		"their own. Federation makes a foreign identity provable; it does not make it the right one.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://other.test/ns/default/sa/server",
		rule: "wrong-spiffe-id",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const api = await startLabWorkloadApi(context, "wrong-domain", true)
		const server = await startSpiffeServer(context, context.certificates.otherSpiffe, otherServerId)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: api.address,
				trustDomain: "lab.test",
			},
			close: closeAll(server, api),
		}
	},
}
