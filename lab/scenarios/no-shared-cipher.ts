import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** No cipher suite in common */
export const noSharedCipher: LabScenario = {
	id: "no-shared-cipher",
	title: "No cipher suite in common",
	explains:
		"The server refuses the ClientHello with handshake_failure: no cipher suite, group or " +
		"signature scheme fits.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "no-shared-cipher-or-group",
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
