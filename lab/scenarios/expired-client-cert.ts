import { join } from "node:path"
import { daysFromNow, writePrivate } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** An expired client certificate */
export const expiredClientCert: LabScenario = {
	id: "expired-client-cert",
	title: "An expired client certificate",
	explains:
		"The client certificate expired yesterday. The server knows its CA and refuses it all the " + "same.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "expired-client-cert",
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
