import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** No cipher suite in common. */
export const noSharedCipher: LabScenario = {
	id: "no-shared-cipher",
	title: "No cipher suite in common",
	explains:
		"The server knows no cipher suite that suits both its own certificate and the client. It " +
		"refuses the ClientHello with handshake_failure and does not say what was missing.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "no-shared-cipher-or-group",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const server = await tlsGrpc(context, {
			...identityOptions(context.certificates.server),
			maxVersion: "TLSv1.2",
			ciphers: "ECDHE-RSA-AES128-GCM-SHA256",
		})
		return { settings: { target: `grpcs://localhost:${server.port}`, mode: "tls" }, close: server.close }
	},
}
