import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A key of another certificate. */
export const keyMismatch: LabScenario = {
	id: "key-mismatch",
	title: "A key of another certificate",
	explains:
		"The client certificate and the private key do not belong together. No TLS library accepts " +
		"such a pair, so nothing can be dialled.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "key-cert-mismatch",
		configuredOutcome: "skipped",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server))
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "mtls",
				ca: certificates.files.ca,
				certificate: certificates.files.client,
				key: certificates.files.otherKey,
			},
			close: server.close,
		}
	},
}
