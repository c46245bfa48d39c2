import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A certificate for another host. */
export const wrongHost: LabScenario = {
	id: "wrong-host",
	title: "A certificate for another host",
	explains:
		"The chain is fine, but the certificate names other hosts than the one that was dialled. " +
		"Either the address or the certificate is the wrong one.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "api.lab.test",
		rule: "hostname-mismatch",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=api.lab.test",
			dns: ["api.lab.test", "*.internal.lab.test"],
		})
		const server = await tlsGrpc(context, identityOptions(leaf))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
