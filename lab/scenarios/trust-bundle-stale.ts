import { createAuthority } from "#pki/authority"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** The CA was made anew under the same name. */
export const trustBundleStale: LabScenario = {
	id: "trust-bundle-stale",
	title: "The CA was made anew under the same name",
	explains:
		"The client trusts the old CA. The server's certificate comes from a new CA with the same " +
		"name, so the name fits and the signature does not.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "trust-bundle-missing-or-stale",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates } = context
		const renewed = await createAuthority({ commonName: "Lab Root CA", organization: "Countersign Lab" })
		const leaf = await certificates.issue({ authority: renewed, subject: "CN=renewed", dns: ["localhost"] })
		const server = await tlsGrpc(context, identityOptions(leaf))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, ca: certificates.files.ca, mode: "tls" },
			close: server.close,
		}
	},
}
