import { join } from "node:path"
import { createAuthority } from "#pki/authority"
import { writePrivate } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** TLS with a certificate made at start. */
export const tls: LabScenario = {
	id: "tls",
	title: "TLS with a certificate made at start",
	explains:
		"The server makes a CA and a certificate of its own at every start, as development modes do. " +
		"The client trusts the CA file that was written beside it. After the next start that file is " +
		"another one.",
	expected: {
		mode: "tls",
		clientAuth: "none",
		tlsVersion: "1.3",
		identity: "localhost",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: {
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
	},
	start: async (context) => {
		const { certificates } = context
		const authority = await createAuthority({
			commonName: "Auto CA of this start",
			organization: "Countersign Lab",
			pathLength: 1,
		})
		const leaf = await certificates.issue({
			authority,
			subject: "O=Countersign Lab,CN=auto server",
			dns: ["localhost"],
			ip: ["127.0.0.1", "::1"],
			eku: ["serverAuth"],
		})
		const ca = await writePrivate(join(context.folder, "auto-ca.pem"), authority.pem)
		const server = await tlsGrpc(context, identityOptions(leaf))
		return { settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca }, close: server.close }
	},
}
