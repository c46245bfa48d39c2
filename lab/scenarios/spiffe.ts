import type { LabScenario } from "../scenario.ts"
import { closeAll, labServerId, startLabWorkloadApi, startSpiffeServer } from "../spiffe.ts"

/** SPIFFE mutual TLS. */
export const spiffe: LabScenario = {
	id: "spiffe",
	title: "SPIFFE mutual TLS",
	explains:
		"Client and server prove SPIFFE identities to each other. The client has its SVID and the " +
		"trust bundle from the Workload API; no DNS name is looked at.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: {
			"no-certificate": "refused",
			"self-signed": "refused",
			"foreign-ca": "refused",
			"same-name-ca": "refused",
			expired: "refused",
			"not-yet-valid": "refused",
			"wrong-eku": "refused",
			"wrong-spiffe-id": "refused",
			"foreign-trust-domain": "refused",
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
	},
	start: async (context) => {
		const api = await startLabWorkloadApi(context, "spiffe", true)
		const server = await startSpiffeServer(context, context.certificates.spiffe, labServerId)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: api.address,
				expectSpiffeId: labServerId,
			},
			close: closeAll(server, api),
		}
	},
}
