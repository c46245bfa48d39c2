import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** Dialled by address, certified by name. */
export const ipDialled: LabScenario = {
	id: "ip-dialled",
	title: "Dialled by address, certified by name",
	explains:
		"The client dials 127.0.0.1, and the certificate names only localhost. An address is matched " +
		"against IP entries alone, never against names.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "ip-san-missing",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=localhost",
			dns: ["localhost"],
		})
		const server = await tlsGrpc(context, identityOptions(leaf))
		return {
			settings: { target: `grpcs://127.0.0.1:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
