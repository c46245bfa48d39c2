import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { issueSvid, startLabWorkloadApi } from "../spiffe.ts"

/** Another SPIFFE ID than expected */
export const spiffeWrongId: LabScenario = {
	id: "spiffe-wrong-id",
	title: "Another SPIFFE ID than expected",
	explains:
		"The server proves an identity of the right trust domain, but not the one that the settings " + "expect.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "wrong-spiffe-id",
	},
	start: async (context) => {
		const { certificates } = context
		const api = await startLabWorkloadApi(certificates, context.sockets, "wrong-id", true)
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
				expectSpiffeId: "spiffe://lab.test/ns/default/sa/billing",
			},
			close: async () => {
				await server.close()
				await api.close()
			},
		}
	},
}
