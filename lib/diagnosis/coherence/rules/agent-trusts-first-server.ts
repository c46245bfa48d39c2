import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const agentTrustsFirstServer: CoherenceRule = {
	id: "agent-trusts-first-server",
	title: "The SPIRE agent trusts whichever server answers first.",
	severity: "warning",
	blame: "identity-provider",
	judge: ({ settings }) =>
		settings.spire.flatMap(({ role, values }) => {
			const set = values.get("insecure_bootstrap")
			return role === "agent" && set?.value === "true"
				? [
						{
							title: "The SPIRE agent trusts whichever server answers first.",
							detail:
								"insecure_bootstrap takes the bundle from the first connection without proof. Whoever answers then issues the identities of this node.",
							at: [set.at],
						},
					]
				: []
		}),
	prose: {
		seen: [{ stack: "SPIRE", line: "Insecure bootstrap enabled; skipping server certificate verification" }],
		means:
			"An agent needs the bundle of its trust domain before the first connection. Without one it can only believe.",
		confirm: "Look for insecure_bootstrap in agent.conf.",
		prevent: "Deliver the bundle with the node: trust_bundle_path or trust_bundle_url.",
	},
	fixes: () => [operatorFix("Give the agent the bundle.", 'trust_bundle_path = "/etc/spire/bundle.crt"')],
	citation: [{ text: "SPIRE documentation", section: "Agent configuration: insecure_bootstrap" }],
}
