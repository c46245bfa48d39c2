import { serverFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { whereOf } from "../read-attempt.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const connectionRefused: Rule = {
	id: "connection-refused",
	title: "Nothing listens at this address.",
	severity: "error",
	blame: "server",
	judge: (facts) =>
		outcomeJudgement(
			facts,
			({ outcome, peerAddress }) =>
				outcome.code === "ECONNREFUSED" && !(peerAddress ?? facts.run.target).startsWith("unix:"),
			(first) => ({
				title: `Nothing listens at ${whereOf(first, facts.run.target)}.`,
				detail:
					"The machine answered at once that no program accepts connections on this port. Security settings play no part yet. A SPIFFE server that waits for its agent has not opened its port either.",
				verdict: `Nothing listens at ${whereOf(first, facts.run.target)}: the connection was refused.`,
				advice: "Start the server, or correct host and port.",
			}),
		),
	prose: {
		seen: [
			{ stack: "Go", line: "dial tcp 127.0.0.1:9091: connect: connection refused" },
			{
				stack: "grpc-js",
				line: "14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED",
			},
			{ stack: "C-core", line: "failed to connect to all addresses; last error: … Connection refused" },
			{ stack: "Java", line: "Caused by: java.net.ConnectException: Connection refused" },
		],
		means:
			"The host is there, the port is closed: the server is down, listens on another port or only on another address, or has not come so far. Permguard and other go-spiffe servers wait for the Workload API before they listen, silently.",
		confirm: "List the listening sockets on the server, and read its log from the start.",
		prevent: "Let readiness probes watch the port, and alert on a SPIFFE server that has no SVID yet.",
	},
	fixes: (context) => [
		serverFix(
			"See what listens on the server, and start it or correct the port.",
			`ss -ltnp ${context.port === undefined ? "" : `'sport = :${context.port}'`}`.trim(),
		),
		...serverFixes(context, "listen", "Listen on all addresses, at the port that clients dial."),
	],
	citation: [{ text: "RFC 9293", section: "3.5.2 (reset generation)" }],
}
