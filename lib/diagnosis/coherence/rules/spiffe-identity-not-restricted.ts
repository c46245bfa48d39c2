import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const spiffeIdentityNotRestricted: CoherenceRule = {
	id: "spiffe-identity-not-restricted",
	title: "Every SPIFFE identity of a known trust domain is let in.",
	severity: "notice",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides
			.filter(
				({ role, software, mode }) => role === "server" && software === "permguard" && mode === "spiffe",
			)
			.map(({ at }) => ({
				title: "Every workload of the trust domain, and of those that it is federated with, is let in.",
				detail:
					"Permguard's mode spiffe verifies that there is an identity, and has no setting that says which. Restrict who reaches the port, or who gets an identity.",
				at: [at],
			})),
	prose: {
		seen: [{ stack: "Permguard", line: "PERMGUARD_SERVER_TLS_MODE=spiffe" }],
		means:
			"The server authorises any SPIFFE ID whose bundle it holds. Federation widens that to whole other organisations.",
		confirm: "Run the enforcement check: the posture foreign-trust-domain shows what is let in.",
		prevent: "Keep the ports behind a network policy, and federate only what must be.",
	},
	fixes: () => [
		serverFix(
			"Let only certain Pods reach the port, by a NetworkPolicy.",
			"kind: NetworkPolicy\nspec:\n  ingress:\n    - from:\n        - podSelector: { matchLabels: { app: permguard-client } }\n      ports:\n        - port: 9091",
		),
	],
	citation: [{ text: "Permguard source, pkg/transport/grpctls/tls_spiffe.go: AuthorizeAny" }],
}
