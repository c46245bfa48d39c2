import { daysFromNow } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** An expired server certificate. */
export const expired: LabScenario = {
	id: "expired",
	title: "An expired server certificate",
	explains:
		"The server's certificate expired three days ago, so its renewal has failed or was never " +
		"loaded. Every verifying client refuses it.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "expired-server-cert",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=expired",
			dns: ["localhost"],
			notBefore: daysFromNow(-93),
			notAfter: daysFromNow(-3),
		})
		const server = await tlsGrpc(context, identityOptions(leaf))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
