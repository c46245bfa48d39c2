import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A name in the common name only. */
export const cnOnly: LabScenario = {
	id: "cn-only",
	title: "A name in the common name only",
	explains:
		"The certificate has no subject alternative name; the host stands in the common name only. " +
		"Go, Java and rustls no longer look there.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "cn-only-no-san",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({ authority: certificates.ca, subject: "CN=localhost" })
		const server = await tlsGrpc(context, identityOptions(leaf))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
