import { operatorFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { shellWord } from "../quote.ts"
import type { Rule } from "../rule.ts"

export const dnsFailure: Rule = {
	id: "dns-failure",
	title: "The host name cannot be resolved.",
	severity: "error",
	blame: "network",
	judge: (facts) =>
		outcomeJudgement(
			facts,
			({ outcome }) =>
				outcome.phase === "dns" &&
				outcome.kind === "failed" &&
				// Files that our TLS library does not take end a lane before any name is asked for.
				!(outcome.code ?? "").startsWith("ERR_") &&
				!["POLICY", "STOPPED", "DEADLINE"].includes(outcome.code ?? ""),
			(first) => ({
				title: `The name in ${facts.run.target} cannot be resolved.`,
				detail: `${first.outcome.text} No connection was tried, so nothing is known of the server.`,
				verdict: `The name ${facts.run.serverName} cannot be resolved (${first.outcome.code ?? "no code"}).`,
				advice: "Check the spelling, and whether this machine asks the name server that knows the name.",
			}),
		),
	prose: {
		seen: [
			{ stack: "Go", line: "dial tcp: lookup service.example: no such host" },
			{ stack: "C-core", line: "DNS resolution failed" },
			{ stack: "grpc-js", line: "Name resolution failed for target dns:service.example:443" },
			{ stack: "Java", line: "java.net.UnknownHostException" },
		],
		means:
			"The resolver of the client's machine does not know the name. Names inside a cluster are unknown outside it, and a name with a search suffix may work only in one namespace.",
		confirm: "Resolve the name on the machine, or in the container, that runs the client.",
		prevent: "Use full names, and monitor resolution where the client runs.",
	},
	fixes: (context) => [
		operatorFix("Resolve the name where the client runs.", `getent ahosts ${shellWord(context.host)}`),
	],
	citation: [{ text: "RFC 1035", section: "4.1.1 (RCODE)" }],
}
