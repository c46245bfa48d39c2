import type { LabScenario } from "../scenario.ts"
import { askClients, identityOptions, refuseUnless, tlsGrpc } from "../servers/grpc-server.ts"

/** Any client certificate will do. */
export const acceptsAnyCertificate: LabScenario = {
	id: "accepts-any-certificate",
	title: "Any client certificate will do",
	explains:
		"The server wants to see a client certificate and does not look at who signed it. Anybody can " +
		"make one with any name in it, and whoever tests with a good certificate sees nothing wrong.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: {
			"no-certificate": "refused",
			"self-signed": "let-in",
			"foreign-ca": "let-in",
			"same-name-ca": "let-in",
			expired: "let-in",
			"not-yet-valid": "let-in",
			"wrong-eku": "let-in",
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
		enforcementRules: ["accepts-any-client-certificate"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(
			context,
			{ ...identityOptions(certificates.server), ...askClients(certificates.ca.pem) },
			{},
			(socket) => refuseUnless(socket, socket.getPeerX509Certificate() !== undefined),
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
