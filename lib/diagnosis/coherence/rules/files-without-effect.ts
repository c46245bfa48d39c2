import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const filesWithoutEffect: CoherenceRule = {
	id: "files-without-effect",
	title: "Certificate files are set beside SPIFFE, and have no effect.",
	severity: "warning",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides.flatMap(({ software, role, mode, cert, key, ca }) => {
			const files = [cert, key, ca].flatMap((each) => (each === undefined ? [] : [each]))
			if (software !== "permguard" || mode !== "spiffe" || files.length === 0) return []
			return [
				{
					title: `The ${role} takes its identity from the Workload API, so ${files.map(({ name }) => name).join(", ")} ${files.length === 1 ? "has" : "have"} no effect.`,
					detail:
						"Certificate, key and bundles all come from the agent in this mode. Whoever changes the files sees no change.",
					at: files.map(({ at }) => at),
					blame: role,
				},
			]
		}),
	prose: {
		seen: [{ stack: "Permguard", line: "mode=spiffe beside cert-file" }],
		means: "Two sources of identity are set, and one is used. Either the mode or the files are left over.",
		confirm:
			"The certificate that is shown has a SPIFFE ID and an hour to live, and is not that of the file.",
		prevent: "Remove what the mode does not read.",
	},
	fixes: () => [serverFix("Remove the files, or use the mode for files.", "PERMGUARD_SERVER_TLS_MODE=mtls")],
	citation: [{ text: "Permguard transport security guide", section: "Mode: spiffe (Native SPIFFE mTLS)" }],
}
