import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** TLS 1.2 only. */
export const tls12Only: LabScenario = {
	id: "tls12-only",
	title: "TLS 1.2 only",
	explains:
		"A healthy server that speaks nothing newer than TLS 1.2. It works, but has no part in what " +
		"TLS 1.3 brought.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.2",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, { ...identityOptions(certificates.server), maxVersion: "TLSv1.2" })
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
