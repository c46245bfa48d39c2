import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A self-signed certificate. */
export const selfSigned: LabScenario = {
	id: "self-signed",
	title: "A self-signed certificate",
	explains:
		"The certificate is its own issuer. No CA file can make it trusted except one that contains " +
		"this very certificate.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "self-signed-leaf",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({ subject: "CN=self-signed", dns: ["localhost"] })
		const server = await tlsGrpc(context, identityOptions(leaf))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
