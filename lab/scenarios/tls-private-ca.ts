import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** TLS with a private CA. */
export const tlsPrivateCa: LabScenario = {
	id: "tls-private-ca",
	title: "TLS with a private CA",
	explains:
		"The certificate comes from a CA of the team's own, and the client was given that CA's " +
		"certificate. This is the ordinary healthy case inside a company.",
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
		const server = await tlsGrpc(context, identityOptions(certificates.server))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
