import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

const versions = ["1.0", "1.1"] as const

export const oldTlsAccepted: Rule = {
	id: "old-tls-accepted",
	title: "The server still speaks TLS 1.0 or 1.1.",
	severity: "error",
	blame: "server",
	judge: judgeOffered,
	prose: {
		seen: [
			{ stack: "any client", line: "no error: a handshake that offers TLS 1.1 alone goes through" },
			{ stack: "nginx", line: "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3" },
			{ stack: "Go", line: "MinVersion: tls.VersionTLS10" },
		],
		means:
			"Versions whose handshake rests on MD5 and SHA-1 are still on. Clients of today agree on something newer by themselves, so nobody notices until an old one comes along, or an audit.",
		confirm: "Connect with TLS 1.1 as the highest version: the handshake goes through.",
		prevent: "Set the lowest version to 1.2, and 1.3 where all clients can, and keep it in one place.",
	},
	fixes: (context) => serverFixes(context, "tls-versions", "Take TLS 1.2 and 1.3, and nothing older."),
	citation: [
		{ text: "RFC 8996", section: "4 and 5" },
		{ text: "RFC 9325", section: "3.1.1" },
	],
}

/** A scan says what is on; proof of refusal was asked whether it is off. */
function judgeOffered(facts: RunFacts): readonly Judgement[] {
	const gaps = gapsOf(facts, ["tls-1.0", "tls-1.1"])
	const { scan } = facts.run
	const scanned = versions.filter((version) => scan?.versions[version].answer === "accepted")
	const proved = gaps.map(({ verdict }) => verdict.posture.replace("tls-", ""))
	const accepted = versions.filter((version) => proved.includes(version) || scanned.includes(version))
	if (accepted.length === 0) return []
	return [
		{
			title: `The server still speaks TLS ${accepted.join(" and ")}.`,
			detail:
				"RFC 8996 forbids these versions. A client that offers nothing newer is let in, with signatures over MD5 or SHA-1.",
			severity: gaps.length > 0 ? "error" : "warning",
			evidence: [
				...gapEvidence(gaps),
				...scanned.map((version) => ({
					text: `TLS ${version}: ${scan?.versions[version].how ?? "accepted"}`,
				})),
			],
			postures: [],
			verdict: `It still speaks TLS ${accepted.join(" and ")}.`,
			advice: "Turn TLS 1.0 and 1.1 off at the server.",
		},
	]
}
