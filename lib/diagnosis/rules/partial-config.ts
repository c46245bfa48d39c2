import { clientFixes } from "../client-fixes.ts"
import { settingJudgements } from "../judge-settings.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

export const partialConfig: Rule = {
	id: "partial-config",
	title: "The settings do not fit together.",
	severity: "error",
	blame: "client",
	judge: (facts) => [...settingJudgements(facts, "partial-config"), ...lackingMaterial(facts)],
	prose: {
		seen: [
			{ stack: "Go", line: "grpc: no transport security set" },
			{ stack: "Go", line: "transport credentials are set for an insecure connection" },
			{ stack: "Permguard", line: "tls: both cert-file and key-file must be provided together for mTLS" },
			{ stack: "Permguard", line: "tls: mode=tls requires either cert-file+key-file or auto-cert-dir" },
			{ stack: "etcd", line: "missing the following cert flags: [key-file]" },
		],
		means:
			"Half of what a mode needs is there: a certificate without its key, a CA where TLS is off, TLS flags beside grpc://, SPIFFE without a socket, or no transport credentials at all. Clients refuse this before they dial.",
		confirm:
			"Compare the settings with the mode: plaintext needs nothing, TLS needs roots, mutual TLS needs roots, certificate and key, SPIFFE needs the Workload API.",
		prevent:
			"Set certificate and key from one place, and let the start of the program fail when one is missing.",
	},
	fixes: (context) =>
		clientFixes(context, "Give the client everything that the mode needs, and nothing that contradicts it."),
	citation: [{ text: "gRPC authentication guide", section: "Supported auth mechanisms" }],
}

/** The settings mean a lane that could not be tried although nothing is wrong with any single field. */
function lackingMaterial({ run, configured }: RunFacts): readonly Judgement[] {
	const lane = run.attempts.find((attempt) => attempt.configured)
	if (configured !== undefined || lane === undefined || run.settingProblems.length > 0) return []
	if (run.workloadApi?.outcome.kind === "failed") return []
	return [
		{
			title: `The settings mean the ${lane.posture} mode, which could not be tried.`,
			detail: lane.outcome.text,
			evidence: [{ text: lane.outcome.text, posture: lane.posture }],
			postures: [lane.posture],
			verdict: `Your settings are incomplete. ${lane.outcome.text}`,
		},
	]
}
