import { daysFromNow } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A certificate from the future */
export const notYetValid: LabScenario = {
	id: "not-yet-valid",
	title: "A certificate from the future",
	explains: "The certificate becomes valid tomorrow: a clock is wrong, or it was issued too early.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "not-yet-valid",
	},
	start: async (context) => {
		const { certificates } = context
		const leaf = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=early",
			dns: ["localhost"],
			notBefore: daysFromNow(1),
			notAfter: daysFromNow(91),
		})
		const server = await tlsGrpc(context, { ...identityOptions(leaf) })
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
