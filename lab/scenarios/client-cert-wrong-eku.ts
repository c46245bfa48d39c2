import { join } from "node:path"
import { writePrivate } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A server certificate used as client certificate */
export const clientCertWrongEku: LabScenario = {
	id: "client-cert-wrong-eku",
	title: "A server certificate used as client certificate",
	explains:
		"The client presents a certificate whose extended key usage allows servers only. It bites " +
		"when one service is both server and client.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "client-cert-wrong-eku",
	},
	start: async (context) => {
		const { certificates } = context
		const client = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=one-sided",
			eku: ["serverAuth"],
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
