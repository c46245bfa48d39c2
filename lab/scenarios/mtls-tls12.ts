import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** Mutual TLS on TLS 1.2. */
export const mtlsTls12: LabScenario = {
	id: "mtls-tls12",
	title: "Mutual TLS on TLS 1.2",
	explains:
		"The server requires a client certificate and speaks TLS 1.2 only. The CertificateRequest " +
		"travels in the clear, and a refusal comes before the handshake is done.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.2",
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
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			...requireClients(certificates.ca.pem),
			maxVersion: "TLSv1.2",
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
