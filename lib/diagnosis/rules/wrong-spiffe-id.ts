import { clientFixes, operatorFix } from "../client-fixes.ts"
import { verificationFault } from "../judge-verification.ts"
import { leafOf } from "../read-attempt.ts"
import type { Rule } from "../rule.ts"

export const wrongSpiffeId: Rule = {
	id: "wrong-spiffe-id",
	title: "The peer's SPIFFE ID is not the expected one.",
	severity: "error",
	blame: "client",
	judge: (facts) => {
		const fault = verificationFault(facts, "wrong-spiffe-id")
		if (fault === undefined) return []
		const got = fault.attempt.peer?.spiffeId ?? leafOf(fault.attempt)?.sans.uri[0]
		const { expectSpiffeId, trustDomain } = facts.run.settings
		const wanted = expectSpiffeId ?? (trustDomain === undefined ? undefined : `a member of ${trustDomain}`)
		const isSvid = fault.reason.rule === "wrong-spiffe-id"
		return [
			{
				...fault.judgement,
				...(isSvid ? {} : { blame: "server" as const }),
				title: isSvid
					? `The server proved to be ${got ?? "no SPIFFE workload"}, not ${wanted ?? "the expected workload"}.`
					: "The server's certificate breaks a rule of X.509-SVIDs.",
				detail: fault.reason.text,
				verdict: isSvid
					? got === undefined
						? `It proves no SPIFFE ID, and ${facts.voice.settings("expect", "expects")} one.`
						: `It proved to be ${got}${wanted === undefined ? "" : `, and ${facts.voice.settings("expect", "expects")} ${wanted}`}.`
					: "Its certificate breaks a rule of X.509-SVIDs.",
				advice: isSvid
					? "Correct the expected ID, or find out why another workload answers here."
					: "Let the identity provider issue it by the standard.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "go-spiffe", line: 'unexpected ID "spiffe://td/other"' },
			{ stack: "go-spiffe", line: 'unexpected trust domain "staging.example.org"' },
			{
				stack: "go-spiffe",
				line: "x509svid: could not get SPIFFE ID: x509svid: leaf certificate contains no URI SAN",
			},
			{ stack: "Envoy", line: "verify SAN list" },
		],
		means:
			"The peer proved an identity, and it is not the one that this client talks to: a typing error in the expectation, the wrong address, another environment's trust domain, or a certificate without a SPIFFE ID where one is needed.",
		confirm: "Compare the IDs character by character: trust domain first, then the path.",
		prevent:
			"Take expected IDs from the registration entries, and keep the trust domain apart from the path in configuration.",
	},
	fixes: (context) => [
		...clientFixes(context, "Expect the ID that this service has.", { security: "spiffe" }),
		operatorFix("Or register the server under the expected ID.", "spire-server entry show"),
	],
	citation: [
		{ text: "SPIFFE-ID", section: "2" },
		{ text: "SPIFFE X.509-SVID", section: "5.2" },
	],
}
