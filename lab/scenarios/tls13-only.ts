import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** TLS 1.3 only. */
export const tls13Only: LabScenario = {
	id: "tls13-only",
	title: "TLS 1.3 only",
	explains:
		"A healthy server that speaks TLS 1.3 only, as hardened set-ups do. Clients that stop at TLS " +
		"1.2 are refused with the alert protocol_version.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, { ...identityOptions(certificates.server), minVersion: "TLSv1.3" })
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
