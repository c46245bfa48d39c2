import { daysFromNow, writeIdentity } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** An expired client certificate. */
export const expiredClientCert: LabScenario = {
	id: "expired-client-cert",
	title: "An expired client certificate",
	explains:
		"The client certificate expired yesterday. The server knows its CA and refuses it all the " +
		"same, often without saying why.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "expired-client-cert",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const client = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=late client",
			eku: ["clientAuth"],
			notBefore: daysFromNow(-90),
			notAfter: daysFromNow(-1),
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
