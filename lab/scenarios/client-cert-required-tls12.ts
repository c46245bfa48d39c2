import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** No client certificate, TLS 1.2. */
export const clientCertRequiredTls12: LabScenario = {
	id: "client-cert-required-tls12",
	title: "No client certificate, TLS 1.2",
	explains:
		"The server requires a client certificate and the settings bring none. Under TLS 1.2 the " +
		"refusal is the alert handshake_failure, in the middle of the handshake, which could mean " +
		"many things.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.2",
		identity: "localhost",
		rule: "client-cert-required",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			...requireClients(certificates.ca.pem),
			maxVersion: "TLSv1.2",
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
