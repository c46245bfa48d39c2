import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { issueSvid, startLabWorkloadApi } from "../spiffe.ts"

/** SPIFFE across federated trust domains */
export const spiffeOtherTrustDomain: LabScenario = {
	id: "spiffe-other-trust-domain",
	title: "SPIFFE across federated trust domains",
	explains:
		"The server belongs to another trust domain, whose bundle the Workload API federates. The " +
		"chain holds by that domain's own bundle.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://other.test/ns/default/sa/server",
		rule: "works-as-configured",
	},
	start: async (context) => {
		const { certificates } = context
		const api = await startLabWorkloadApi(certificates, context.sockets, "federated", true)
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
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: api.address,
				trustDomain: "other.test",
			},
			close: async () => {
				await server.close()
				await api.close()
			},
		}
	},
}
