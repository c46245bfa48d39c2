import type { LabScenario } from "../scenario.ts"
import { askClients, identityOptions, refuseUnless, tlsGrpc, verdictOn } from "../servers/grpc-server.ts"

/** An exception for expired certificates. */
export const acceptsExpiredCertificate: LabScenario = {
	id: "accepts-expired-certificate",
	title: "An exception for expired certificates",
	explains:
		"After an outage somebody told the server to overlook expired client certificates. The check " +
		"looks at one error alone, so it lets in expired certificates of strangers too.",
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
			expired: "let-in",
			"not-yet-valid": "refused",
			"wrong-eku": "refused",
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
		enforcementRules: ["accepts-expired-client-certificate"],
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(
			context,
			{ ...identityOptions(certificates.server), ...askClients(certificates.ca.pem) },
			{},
			(socket) => refuseUnless(socket, socket.authorized || verdictOn(socket) === "CERT_HAS_EXPIRED"),
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
