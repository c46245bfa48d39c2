import type { LabScenario } from "../scenario.ts"
import { askClients, identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** Mutual TLS that only asks. */
export const mtlsOptional: LabScenario = {
	id: "mtls-optional",
	title: "Mutual TLS that only asks",
	explains:
		"The server asks for a client certificate but lets clients in without one. Teams believe such " +
		"a server to be protected when it is not.",
	expected: {
		mode: "tls",
		clientAuth: "requested",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "client-auth-optional",
		configuredOutcome: "accepted",
		enforcement: {
			"no-certificate": "let-in",
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
		enforcementRules: ["accepts-no-client-certificate", "accepts-any-client-certificate"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			...askClients(certificates.ca.pem),
		})
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
