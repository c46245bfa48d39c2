import type { LabScenario } from "../scenario.ts"
import { identityOptions, requireClients, tlsGrpc } from "../servers/grpc-server.ts"

/** No client certificate where one is required. */
export const clientCertRequired: LabScenario = {
	id: "client-cert-required",
	title: "No client certificate where one is required",
	explains:
		"The server requires a client certificate and the settings bring none. Under TLS 1.3 the " +
		"refusal arrives only after the client believes that the handshake is done.",
	expected: {
		mode: "mtls",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "client-cert-required",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, {
			...identityOptions(certificates.server),
			...requireClients(certificates.ca.pem),
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: certificates.files.ca },
			close: server.close,
		}
	},
}
