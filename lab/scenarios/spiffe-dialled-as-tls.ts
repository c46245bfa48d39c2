import { join } from "node:path"
import { writePrivate } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"
import { issueSvid } from "../spiffe.ts"

/** A SPIFFE server dialled by name */
export const spiffeDialledAsTls: LabScenario = {
	id: "spiffe-dialled-as-tls",
	title: "A SPIFFE server dialled by name",
	explains:
		"The server's certificate carries a SPIFFE ID and no DNS name, and the client checks names. " +
		"The check can never succeed.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "uri-san-only",
	},
	start: async (context) => {
		const { certificates } = context
		const ca = await writePrivate(join(context.folder, "bundle.pem"), certificates.spiffe.pem)
		const svid = await issueSvid(certificates, certificates.spiffe, "spiffe://lab.test/ns/default/sa/server")
		const client = await issueSvid(
			certificates,
			certificates.spiffe,
			"spiffe://lab.test/ns/default/sa/client",
		)
		const certificate = await writePrivate(join(context.folder, "svid.pem"), client.chainPem)
		const key = await writePrivate(join(context.folder, "svid_key.pem"), client.privateKeyPem.reveal())
		const server = await tlsGrpc(context, {
			...identityOptions(svid),
			ca: certificates.spiffe.pem,
			requestCert: true,
			rejectUnauthorized: true,
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "external", ca, certificate, key },
			close: server.close,
		}
	},
}
