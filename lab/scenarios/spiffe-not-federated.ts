import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { issueSvid, startLabWorkloadApi } from "../spiffe.ts"

/** A trust domain that is not federated */
export const spiffeNotFederated: LabScenario = {
	id: "spiffe-not-federated",
	title: "A trust domain that is not federated",
	explains:
		"The server belongs to another trust domain, and the Workload API holds no bundle for it: " +
		"federation is missing.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://other.test/ns/default/sa/server",
		rule: "trust-bundle-missing-or-stale",
	},
	start: async (context) => {
		const { certificates } = context
		const api = await startLabWorkloadApi(certificates, context.sockets, "unfederated", false)
		const svid = await issueSvid(
			certificates,
			certificates.otherSpiffe,
			"spiffe://other.test/ns/default/sa/server",
		)
		const server = await tlsGrpc(context, {
			...identityOptions(svid),
			ca: [certificates.spiffe.pem, certificates.otherSpiffe.pem],
			requestCert: true,
			rejectUnauthorized: true,
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "spiffe", spiffeSocket: api.address },
			close: async () => {
				await server.close()
				await api.close()
			},
		}
	},
}
