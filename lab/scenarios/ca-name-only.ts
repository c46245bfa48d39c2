import { X509Certificate } from "node:crypto"
import type { LabScenario } from "../scenario.ts"
import { askClients, identityOptions, refuseUnless, tlsGrpc } from "../servers/grpc-server.ts"

/** The CA is known by its name alone. */
export const caNameOnly: LabScenario = {
	id: "ca-name-only",
	title: "The CA is known by its name alone",
	explains:
		"The server compares the issuer's name in the client certificate with the name of its CA, and " +
		"verifies no signature. A CA of the same name is made in a second.",
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
			"same-name-ca": "let-in",
			expired: "refused",
			"not-yet-valid": "refused",
			"wrong-eku": "refused",
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
		enforcementRules: ["accepts-any-client-certificate"],
	},
	start: async (context) => {
		const { certificates } = context
		const name = new X509Certificate(certificates.ca.der).subject
		const server = await tlsGrpc(
			context,
			{ ...identityOptions(certificates.server), ...askClients(certificates.ca.pem) },
			{},
			(socket) => refuseUnless(socket, socket.getPeerX509Certificate()?.issuer === name),
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
