import { join } from "node:path"
import type { LabScenario } from "../scenario.ts"

/** A unix socket that is not there. */
export const unixMissing: LabScenario = {
	id: "unix-missing",
	title: "A unix socket that is not there",
	explains:
		"The target names a socket file that does not exist. The server is not running, or the path " +
		"differs.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "uds-path-or-permission",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		return {
			settings: { target: `unix:${join(context.sockets, "nobody.sock")}`, mode: "none" },
			close: () => Promise.resolve(),
		}
	},
}
