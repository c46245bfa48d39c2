import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** Mutual TLS on TLS 1.3. */
export const mtlsTls13: LabScenario = {
	id: "mtls-tls13",
	title: "Mutual TLS on TLS 1.3",
	explains:
		"The server requires a client certificate over TLS 1.3. The client believes that the " +
		"handshake is done before the server has judged its certificate.",
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
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			...requireClients(certificates.ca.pem),
			minVersion: "TLSv1.3",
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
