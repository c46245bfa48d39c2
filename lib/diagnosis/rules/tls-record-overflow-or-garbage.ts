import type { AttemptObservation } from "#probe/observation"
import { operatorFix } from "../client-fixes.ts"
import { outcomeJudgement } from "../judge-outcome.ts"
import { shellWord } from "../quote.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const tlsRecordOverflowOrGarbage: Rule = {
	id: "tls-record-overflow-or-garbage",
	title: "The bytes on the wire are neither TLS nor a known protocol.",
	severity: "error",
	blame: "server",
	judge: (facts) =>
		outcomeJudgement(facts, isGarbage, (first) => {
			const isLong = isTooLong(first)
			return {
				title: isLong
					? "The server sent more than a handshake may be long."
					: "The server's bytes are neither TLS nor any protocol known here.",
				detail: `${first.outcome.text}${beginning(first)}${first.problems[0] === undefined ? "" : ` ${first.problems[0]}.`}`,
				verdict: isLong
					? "What it sends is longer than any handshake may be."
					: "What answers here speaks no TLS and no HTTP.",
				advice: isLong
					? "Look at the server's certificate file: it may hold a whole bundle of authorities."
					: "Check the port: another service listens there, or a device in between changes the bytes.",
			}
		}),
	prose: {
		seen: [
			{ stack: "Go", line: "tls: received record with version 11e1 when expecting version 303" },
			{ stack: "Go", line: "tls: oversized record received with length 20527" },
			{ stack: "Go", line: "local error: tls: bad record MAC" },
			{ stack: "OpenSSL", line: "bad record mac" },
		],
		means:
			'The record header makes no sense: another protocol, a connection whose bytes were damaged, or one that was shared by two writers. The length in the message often spells text: 20527 is "P/" of HTTP/, 22617 is "XY" of PROXY.',
		confirm: "Read the first bytes as text. If they change from run to run, something damages them.",
		prevent: "Keep ports for one protocol; terminate PROXY protocol where TLS ends.",
	},
	fixes: (context) => [
		operatorFix(
			"Look at the first bytes that the port sends.",
			`timeout 3 nc ${shellWord(context.host)} ${context.port ?? 443} </dev/null | xxd | head -4`,
		),
		...serverFixes(context, "serve-tls", "Let the port speak TLS alone, or dial the port that does."),
	],
	citation: [{ text: "RFC 8446", section: "5.1 and 5.2" }],
}

function beginning({ firstBytes }: AttemptObservation): string {
	if (firstBytes?.kind !== "other") return ""
	return ` It began with ${firstBytes.hex.slice(0, 32)} (${firstBytes.text.slice(0, 16)}).`
}

function isGarbage(attempt: AttemptObservation): boolean {
	if (attempt.outcome.kind === "accepted" || attempt.outcome.code === "DEADLINE") return false
	if (isTooLong(attempt) || attempt.firstBytes?.kind === "other") return true
	const alerts = attempt.alerts.map((alert) => alert.description)
	return (
		alerts.includes("record_overflow") ||
		alerts.includes("bad_record_mac") ||
		alerts.includes("unexpected_message")
	)
}

/** The server sent more than is read: the limit of a message, or of a whole connection. */
function isTooLong(attempt: AttemptObservation): boolean {
	return (
		attempt.outcome.code === "LIMIT" || attempt.problems.some((problem) => problem.startsWith("too-large"))
	)
}
