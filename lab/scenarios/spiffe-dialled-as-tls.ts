import { join } from "node:path"
import { writeIdentity, writePrivate } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { issueSvid, labClientId, labServerId, startSpiffeServer } from "../spiffe.ts"

const monthMs = 30 * 86_400_000

/** A SPIFFE server dialled by name. */
export const spiffeDialledAsTls: LabScenario = {
	id: "spiffe-dialled-as-tls",
	title: "A SPIFFE server dialled by name",
	explains:
		"The server's certificate carries a SPIFFE ID and no DNS name, and the client checks names. " +
		"Everything else is in order, and the check can never succeed.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "uri-san-only",
		configuredOutcome: "refused",
	},
	start: async (context) => {
		const { certificates, folder } = context
		const svid = await issueSvid(certificates, certificates.spiffe, labClientId, monthMs)
		const ca = await writePrivate(join(folder, "svid_bundle.pem"), certificates.spiffe.pem)
		const files = await writeIdentity(folder, "svid", svid)
		const server = await startSpiffeServer(context, certificates.spiffe, labServerId)
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "mtls", ca, ...files },
			close: server.close,
		}
	},
}
