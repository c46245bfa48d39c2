import { createAuthority } from "#pki/authority"
import type { LabScenario } from "../scenario.ts"
import { closeAll, labServerId, startLabWorkloadApi, startSpiffeServer } from "../spiffe.ts"

/** A trust bundle that is older than the server's SVID. */
export const spiffeBundleStale: LabScenario = {
	id: "spiffe-bundle-stale",
	title: "A trust bundle that is older than the server's SVID",
	explains:
		"The server's trust domain changed its authority, and the Workload API still hands out the bundle with the " +
		"old one. The trust domain is known, its authority has the same name, and the signature does not fit.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "trust-bundle-missing-or-stale",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const api = await startLabWorkloadApi(context, "stale-bundle", false)
		const next = await createAuthority({ commonName: "lab.test authority", uri: "spiffe://lab.test" })
		const server = await startSpiffeServer(context, next, labServerId)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "spiffe", spiffeSocket: api.address },
			close: closeAll(server, api),
		}
	},
}
