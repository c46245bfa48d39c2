import { writeIdentity } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** A client certificate from another CA. */
export const clientCertUntrusted: LabScenario = {
	id: "client-cert-untrusted",
	title: "A client certificate from another CA",
	explains:
		"The client sends a certificate, but the server does not know the CA that issued it. Servers " +
		"differ in what they say: some send the alert unknown_ca, this one closes without a word.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "client-cert-untrusted",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const client = await certificates.issue({
			authority: certificates.stranger,
			subject: "CN=stranger",
			eku: ["clientAuth"],
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
