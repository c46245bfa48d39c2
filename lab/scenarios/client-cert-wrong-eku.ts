import { writeIdentity } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** A server certificate used as client certificate. */
export const clientCertWrongEku: LabScenario = {
	id: "client-cert-wrong-eku",
	title: "A server certificate used as client certificate",
	explains:
		"The client presents a certificate whose extended key usage allows servers only. It bites " +
		"when one service is both server and client and has one certificate for the two.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "client-cert-wrong-eku",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const client = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=one-sided",
			eku: ["serverAuth"],
		})
		const files = await writeIdentity(context.folder, "client", client)
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			...requireClients(certificates.ca.pem),
		})
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "mtls",
				ca: certificates.files.ca,
				...files,
			},
			close: server.close,
		}
	},
}
