import type { AttemptObservation } from "#probe/observation"
import { operatorFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import {
	clientCertificateRefusal,
	heardPlaintextHttp2,
	heardTls,
	isTlsLane,
	whereOf,
} from "../read-attempt.ts"
import type { Rule, RunFacts } from "../rule.ts"
import { opensslAddress } from "../snippet/openssl.ts"

export const connectionResetMidHandshake: Rule = {
	id: "connection-reset-mid-handshake",
	title: "The connection ended in the middle of the handshake, without a reason.",
	severity: "error",
	blame: "unknown",
	judge: (facts) =>
		outcomeJudgement(
			facts,
			(attempt) => isBareEnd(attempt) && !isExplained(attempt, facts),
			(first) => {
				const how = first.outcome.code === "ECONNRESET" ? "reset" : "closed"
				return {
					title: `The connection was ${how} in the middle of the handshake, without an alert.`,
					detail: `${first.outcome.text} Something ended it that does not speak TLS alerts: a firewall, a load balancer without a backend, a proxy that dislikes the server name, or a server that crashed.`,
					verdict: `${whereOf(first, facts.run.target)} ${how} the connection in the middle of the handshake, without saying why.`,
					advice:
						"Find out which device sent the end: try from the server's own network, and read the logs of what lies between.",
				}
			},
		),
	prose: {
		seen: [
			{ stack: "Go", line: "authentication handshake failed: read tcp …: connection reset by peer" },
			{ stack: "Go", line: "authentication handshake failed: EOF" },
			{
				stack: "Node",
				line: "Client network socket disconnected before secure TLS connection was established",
			},
			{ stack: "Envoy", line: "connection failure, transport failure reason: … Connection reset by peer" },
		],
		means:
			"TCP came about, the handshake began, and then the connection was cut without an alert. Middleboxes do that for names or hello sizes they do not like; load balancers do it when no backend is healthy.",
		confirm:
			"Look at how many bytes came before the end, and try again with TLS 1.2 alone, without SNI, and from another network.",
		prevent: "Keep devices that cut connections out of the path, or let them log what they cut.",
	},
	fixes: (context) => [
		operatorFix(
			"Try the same handshake from the server's own machine; if it works there, something between cuts it.",
			`openssl s_client ${opensslAddress(context)} -alpn h2 -tls1_2`,
		),
	],
	citation: [
		{ text: "RFC 8446", section: "6.1" },
		{ text: "RFC 9293", section: "3.10.7" },
	],
}

function isBareEnd({ outcome }: AttemptObservation): boolean {
	return (
		(outcome.code === "ECONNRESET" || outcome.code === "CLOSED") &&
		["tcp", "tls", "quiet", "http2"].includes(outcome.phase)
	)
}

/** Ends that another rule explains: wrong protocol on either side, or a refused client certificate. */
function isExplained(attempt: AttemptObservation, { tried }: RunFacts): boolean {
	if (clientCertificateRefusal(attempt) !== undefined) return true
	if (!isTlsLane(attempt)) return tried.some((other) => isTlsLane(other) && heardTls(other))
	if (heardTls(attempt)) return attempt.tls?.alpn === null
	return tried.some(heardPlaintextHttp2)
}
