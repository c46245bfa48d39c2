import { join } from "node:path"
import { writePrivate } from "../certificates.ts"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A file that is no PEM. */
export const badPem: LabScenario = {
	id: "bad-pem",
	title: "A file that is no PEM",
	explains:
		"The CA file holds text that is no certificate, for instance an error page that was saved in " +
		"its place. Nothing can be verified with it.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "bad-pem-or-key",
		configuredOutcome: "skipped",
	},
	start: async (context) => {
		const { certificates } = context
		const broken = await writePrivate(join(context.folder, "ca.pem"), "404 page not found\n")
		const server = await tlsGrpc(context, identityOptions(certificates.server))
		return {
			settings: { target: `grpcs://localhost:${server.port}`, mode: "tls", ca: broken },
			close: server.close,
		}
	},
}
