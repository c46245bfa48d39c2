import type { AttemptObservation } from "#probe/observation"
import { operatorFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { shellWord } from "../quote.ts"
import { heardTls, isTlsLane, whereOf } from "../read-attempt.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"

const codes = new Set(["DEADLINE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"])

export const timeoutOrBlackhole: Rule = {
	id: "timeout-or-blackhole",
	title: "Nothing answers within the time.",
	severity: "error",
	blame: "network",
	judge: (facts) =>
		outcomeJudgement(
			facts,
			({ outcome }) => outcome.kind === "failed" && codes.has(outcome.code ?? ""),
			(first) => wordsFor(first, facts),
		),
	prose: {
		seen: [
			{ stack: "Go", line: "context deadline exceeded" },
			{ stack: "Go", line: "dial tcp 203.0.113.5:50051: i/o timeout" },
			{ stack: "C-core", line: "Deadline Exceeded" },
			{ stack: "Java", line: "DEADLINE_EXCEEDED: deadline exceeded after 4.99s" },
			{ stack: "Node", line: "connect ETIMEDOUT" },
		],
		means:
			"Packets go out and nothing comes back: a firewall drops them, the route leads nowhere, or something accepted the connection and then kept silent. Many clients hide a TLS failure behind this text, because they try again until the deadline.",
		confirm:
			"Look at the step that did not end: before TCP it is the network, after TCP it is the program that accepted.",
		prevent:
			"Let firewalls reject instead of drop inside your own networks, and give every client a deadline.",
	},
	fixes: (context) => [
		operatorFix(
			"See whether a TCP connection comes about from where the client runs.",
			`timeout 5 bash -c ${shellWord(`exec 3<>/dev/tcp/${context.host}/${context.port ?? 443}`)} && echo connected`,
		),
	],
	citation: [{ text: "RFC 9293", section: "3.8.3 (connection failures)" }],
}

function wordsFor(first: AttemptObservation, facts: RunFacts): Omit<Judgement, "evidence" | "postures"> {
	const where = whereOf(first, facts.run.target)
	if (first.outcome.phase === "dns" || first.outcome.phase === "tcp") {
		return {
			title: `No TCP connection to ${where} came about.`,
			detail: `${first.outcome.text} Whether the server is there cannot be told from this: a timeout is not a no.`,
			verdict: `No TCP connection to ${where} came about within the time.`,
			advice: "Check firewalls and routes between here and there.",
		}
	}
	return {
		title: `${where} accepted the connection and then did not answer.`,
		detail: `${first.outcome.text} ${whatIsKnown(first, facts)}`,
		blame: "server",
		verdict: `${where} accepts connections, but does not answer.`,
		advice:
			"Look at what listens there: a hung server, a proxy without a backend, or another protocol that waits for more.",
	}
}

/** What the program behind the address showed of itself, on this connection or on one beside it. */
function whatIsKnown(first: AttemptObservation, { tried }: RunFacts): string {
	if (heardTls(first)) {
		return first.outcome.phase === "tls"
			? "It speaks TLS, and did not finish the handshake."
			: "The TLS handshake was good; no HTTP/2 answer came after it."
	}
	if (isTlsLane(first) && tried.some(heardTls)) {
		return "It answered TLS on another connection of this check: a server that serves one connection after the other looks like this."
	}
	return "Something accepts connections there, but what it speaks could not be told."
}
