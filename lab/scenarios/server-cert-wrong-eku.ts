import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A client certificate on the server. */
export const serverCertWrongEku: LabScenario = {
	id: "server-cert-wrong-eku",
	title: "A client certificate on the server",
	explains:
		"The server presents a certificate whose extended key usage allows clients only. The issuing " +
		"profile or the file was mixed up.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "server-cert-wrong-eku",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=one-sided",
			dns: ["localhost"],
			eku: ["clientAuth"],
		})
		const server = await tlsGrpc(context, identityOptions(leaf))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
