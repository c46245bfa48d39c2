import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** The intermediate is not sent. */
export const missingIntermediate: LabScenario = {
	id: "missing-intermediate",
	title: "The intermediate is not sent",
	explains:
		"The leaf was issued by an intermediate CA that the server does not send. Clients that know " +
		"only the root cannot build the chain; some browsers fetch the link and hide the fault.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "missing-intermediate",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({
			authority: certificates.intermediate,
			subject: "CN=lonely leaf",
			dns: ["localhost"],
		})
		const server = await tlsGrpc(context, {
			...identityOptions({ chainPem: leaf.pem, privateKeyPem: leaf.privateKeyPem }),
		})
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
