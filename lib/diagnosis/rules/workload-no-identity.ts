import { operatorFix } from "../client-fixes.ts"
import { shellPath } from "../quote.ts"
import type { Rule } from "../rule.ts"

export const workloadNoIdentity: Rule = {
	id: "workload-no-identity",
	title: "The Workload API has no identity for this workload.",
	severity: "error",
	blame: "identity-provider",
	judge: ({ run }) => {
		const api = run.workloadApi
		if (api?.outcome.kind !== "failed" || api.outcome.reason !== "no-identity") return []
		const lane = run.attempts.find((attempt) => attempt.posture === "spiffe")
		return [
			{
				...(lane?.configured === true ? {} : { severity: "notice" as const }),
				title: "The Workload API issues no identity to this process.",
				detail: `${api.outcome.text} The agent answers, but no registration entry has selectors that fit the process that asks, which is Countersign and not your client.`,
				evidence: [{ text: api.outcome.text, posture: "spiffe" }],
				postures: ["spiffe"],
				verdict: "Your Workload API answers, but issues no identity to this process.",
				advice: "Create a registration entry whose selectors fit, and wait for the agent to fetch it.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "go-spiffe", line: "rpc error: code = PermissionDenied desc = no identity issued" },
			{ stack: "Envoy SDS", line: "workload is not authorized for the requested identities" },
			{ stack: "SPIRE agent", line: "No identity issued" },
		],
		means:
			"The agent recognised the caller by its process, and no entry matches: none was created, its selectors differ (user, path, namespace, service account), its parent is another node, or it has not reached the agent yet.",
		confirm: "Compare the selectors in the agent's log with those of the entries.",
		prevent:
			"Create entries with the deployment, and keep selectors to what does not change between releases.",
	},
	fixes: (context) => [
		operatorFix(
			"Ask as the same user, and create the entry that is missing.",
			`spire-agent api fetch x509 -socketPath ${shellPath(context.spiffeSocket.replace(/^unix:(\/\/)?/, ""))}\nspire-server entry show\nspire-server entry create -parentID spiffe://example.org/node -spiffeID spiffe://example.org/client -selector unix:uid:$(id -u)`,
		),
	],
	citation: [{ text: "SPIFFE Workload API", section: "5.2.1" }],
}
