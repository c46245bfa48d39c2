import { join } from "node:path"
import type { LabScenario } from "../scenario.ts"
import { identityOptions, tlsGrpc } from "../servers/grpc-server.ts"

/** A file that is not there. */
export const missingFile: LabScenario = {
	id: "missing-file",
	title: "A file that is not there",
	explains:
		"The settings name a CA file that does not exist on the machine that dials. A mount is " +
		"missing, or the path is that of another machine.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "file-unreadable",
		configuredOutcome: "skipped",
	},
	start: async (context) => {
		const { certificates } = context
		const server = await tlsGrpc(context, identityOptions(certificates.server))
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "tls",
				ca: join(context.folder, "nowhere.pem"),
			},
			close: server.close,
		}
	},
}
