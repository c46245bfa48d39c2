import { daysFromNow } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A certificate from the future. */
export const notYetValid: LabScenario = {
	id: "not-yet-valid",
	title: "A certificate from the future",
	explains:
		"The certificate becomes valid in thirty days. In real life a clock is wrong, or the " +
		"certificate was installed too early.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "not-yet-valid",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=early",
			dns: ["localhost"],
			notBefore: daysFromNow(30),
			notAfter: daysFromNow(120),
		})
		const server = await tlsGrpc(context, identityOptions(leaf))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
