import { join } from "node:path"
import { writePrivate } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A client certificate from another CA */
export const clientCertUntrusted: LabScenario = {
	id: "client-cert-untrusted",
	title: "A client certificate from another CA",
	explains:
		"The client sends a certificate, but the server does not know the CA that issued it. Servers " +
		"differ in what they say: some send unknown_ca, some close without a word.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "client-cert-untrusted",
	},
	start: async (context) => {
		const { certificates } = context
		const client = await certificates.issue({
			authority: certificates.stranger,
			subject: "CN=stranger",
			eku: ["clientAuth"],
		})
		const certificate = await writePrivate(join(context.folder, "client.pem"), client.chainPem)
		const key = await writePrivate(join(context.folder, "client-key.pem"), client.privateKeyPem.reveal())
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			ca: certificates.ca.pem,
			requestCert: true,
			rejectUnauthorized: true,
		})
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "mtls",
				ca: certificates.files.ca,
				certificate,
				key,
			},
			close: server.close,
		}
	},
}
