import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { issueSvid, startLabWorkloadApi } from "../spiffe.ts"

/** SPIFFE mutual TLS */
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
	},
	start: async (context) => {
		const { certificates } = context
		const api = await startLabWorkloadApi(certificates, context.sockets, "spiffe", true)
		const svid = await issueSvid(certificates, certificates.spiffe, "spiffe://lab.test/ns/default/sa/server")
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
				expectSpiffeId: "spiffe://lab.test/ns/default/sa/server",
			},
			close: async () => {
				await server.close()
				await api.close()
			},
		}
	},
}
