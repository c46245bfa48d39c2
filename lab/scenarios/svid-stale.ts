import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"
import { closeAll, labServerId, startLabWorkloadApi } from "../spiffe.ts"

const dayMs = 86_400_000

/** A server that keeps its SVID beyond half of its life. */
export const svidStale: LabScenario = {
	id: "svid-stale",
	title: "A server that keeps an SVID beyond half of its life",
	explains:
		"The server took its SVID once and keeps it: five of seven days are over, although agents renew at half. " +
		"It works until the SVID ends, and then fails everywhere at once.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "svid-stale",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const api = await startLabWorkloadApi(context, "stale-svid", false)
		const svid = await certificates.issue({
			authority: certificates.spiffe,
			subject: [{ O: "Countersign Lab" }],
			uri: [labServerId],
			notBefore: new Date(Date.now() - 5 * dayMs),
			notAfter: new Date(Date.now() + 2 * dayMs),
		})
		const clients = requireClients([certificates.spiffe.pem, certificates.otherSpiffe.pem])
		const server = await tlsGrpc(context, { ...clients, ...identityOptions(svid), ca: clients.ca })
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "spiffe", spiffeSocket: api.address },
			close: closeAll(server, api),
		}
	},
}
