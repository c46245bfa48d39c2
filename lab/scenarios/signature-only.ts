import { X509Certificate } from "node:crypto"
import type { LabScenario } from "../scenario.ts"
import { askClients, identityOptions, refuseUnless, tlsGrpc } from "../servers/grpc-server.ts"

/** Only the signature is checked. */
export const signatureOnly: LabScenario = {
	id: "signature-only",
	title: "Only the signature is checked",
	explains:
		"The server verifies that its CA signed the client's certificate, and looks at nothing else: no " +
		"date, no purpose. Only certificates of that very CA show it.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: {
			"no-certificate": "refused",
			"self-signed": "refused",
			"foreign-ca": "refused",
			"same-name-ca": "refused",
			expired: "refused",
			"not-yet-valid": "refused",
			"wrong-eku": "refused",
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
	},
	start: async (context) => {
		const { certificates } = context
		const { publicKey } = new X509Certificate(certificates.ca.der)
		const server = await tlsGrpc(
			context,
			{ ...identityOptions(certificates.server), ...askClients(certificates.ca.pem) },
			{},
			(socket) => refuseUnless(socket, socket.getPeerX509Certificate()?.verify(publicKey) ?? false),
		)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "mtls",
				ca: certificates.files.ca,
				certificate: certificates.files.client,
				key: certificates.files.clientKey,
			},
			close: server.close,
		}
	},
}
