import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** No client certificate, TLS 1.2 */
export const clientCertRequiredTls12: LabScenario = {
	id: "client-cert-required-tls12",
	title: "No client certificate, TLS 1.2",
	explains:
		"The same over TLS 1.2, where the refusal is a handshake_failure in the middle of the " + "handshake.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.2",
		identity: "localhost",
		rule: "client-cert-required",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			ca: certificates.ca.pem,
			requestCert: true,
			rejectUnauthorized: true,
			maxVersion: "TLSv1.2",
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
