import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** TLS without ALPN */
export const noAlpn: LabScenario = {
	id: "no-alpn",
	title: "TLS without ALPN",
	explains:
		"The server speaks HTTP/2 but selects no protocol in the handshake. Some gRPC clients do not " +
		"mind; Go since 1.67 and C-core refuse.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "alpn-missing-h2",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, { ...identityOptions(certificates.server), ALPNProtocols: [] })
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
