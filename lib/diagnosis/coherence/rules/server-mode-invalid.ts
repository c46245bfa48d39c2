import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const serverModeInvalid: CoherenceRule = {
	id: "server-mode-invalid",
	title: "The server's TLS mode is none of those that exist.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides
			.filter((side) => side.role === "server" && side.software === "permguard" && side.mode === "unknown")
			.map((side) => ({
				title: "The server's TLS mode is none of those that exist.",
				detail:
					"Permguard refuses to start with it. The modes are none, tls, mtls, external and spiffe, in lower case.",
				at: [side.at],
			})),
	prose: {
		seen: [
			{
				stack: "Permguard",
				line: 'tls: invalid mode "mTLS", must be one of: none, tls, mtls, external, spiffe',
			},
		],
		means:
			"The mode is compared letter by letter, so that mTLS, MTLS and mutual are all unknown, and the server ends before it opens a port.",
		confirm: "Read the first lines of the server's log: it names the mode that it was given.",
		prevent: "Check settings with countersign config before they are deployed.",
	},
	fixes: () => [serverFix("Write one of the modes that exist.", "PERMGUARD_SERVER_TLS_MODE=mtls")],
	citation: [{ text: "Permguard transport security guide", section: "TLS Modes Overview" }],
}
