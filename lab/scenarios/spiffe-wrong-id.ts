import type { LabScenario } from "../scenario.ts"
import { closeAll, labServerId, startLabWorkloadApi, startSpiffeServer } from "../spiffe.ts"

/** Another SPIFFE ID than expected. */
export const spiffeWrongId: LabScenario = {
	id: "spiffe-wrong-id",
	title: "Another SPIFFE ID than expected",
	explains:
		"The server proves an identity of the right trust domain, but not the one that the settings " +
		"expect. Either another service answers at this address, or the expectation is out of date.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "wrong-spiffe-id",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const api = await startLabWorkloadApi(context, "wrong-id", true)
		const server = await startSpiffeServer(context, context.certificates.spiffe, labServerId)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: api.address,
				expectSpiffeId: "spiffe://lab.test/ns/default/sa/billing",
			},
			close: closeAll(server, api),
		}
	},
}
