import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { settingAt } from "../yaml-path.ts"

export const meshPermitsPlaintext: CoherenceRule = {
	id: "mesh-permits-plaintext",
	title: "The mesh lets plaintext in.",
	severity: "warning",
	blame: "proxy",
	judge: ({ settings }) =>
		settings.resources.flatMap(({ kind, root, name, source }) => {
			const mode = settingAt(source, root, "spec", "mtls", "mode")
			if (kind !== "PeerAuthentication" || (mode?.value !== "PERMISSIVE" && mode?.value !== "DISABLE"))
				return []
			return [
				{
					title: `${name} lets plaintext in.`,
					detail: `In mode ${mode.value} a client without a sidecar reaches the application without TLS and without an identity.`,
					at: [mode.at],
				},
			]
		}),
	prose: {
		seen: [{ stack: "Istio", line: "mtls: mode: PERMISSIVE" }],
		means:
			"PERMISSIVE is for the time of moving into a mesh. It takes both, so nobody notices who still comes in the clear.",
		confirm: "Call the service from a Pod without a sidecar: it answers.",
		prevent: "Set STRICT when the last client has a sidecar.",
	},
	fixes: () => [operatorFix("Demand mutual TLS.", "spec:\n  mtls:\n    mode: STRICT")],
	citation: [{ text: "Istio documentation", section: "PeerAuthentication: Mutual TLS mode" }],
}
