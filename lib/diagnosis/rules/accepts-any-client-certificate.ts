import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Judgement, Rule, RunFacts } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const acceptsAnyClientCertificate: Rule = {
	id: "accepts-any-client-certificate",
	title: "A certificate that nobody trusted has signed lets a client in.",
	severity: "error",
	blame: "server",
	judge: (facts) => [...judgeStrangers(facts), ...judgeNamesakes(facts)],
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call with a certificate by another CA is answered" },
			{ stack: "Go", line: "ClientAuth: tls.RequireAnyClientCert" },
			{ stack: "Node", line: "rejectUnauthorized: false" },
			{ stack: "nginx", line: "ssl_verify_client optional_no_ca" },
		],
		means:
			"The server wants to see a certificate and does not check who signed it. Anybody can make one with any name in it, so the name that the application then reads says nothing.",
		confirm:
			"Make a CA on the spot, issue a client certificate with the right name from it, and call: the call is answered.",
		prevent:
			"Verify the chain against your own CA, never by names, and try with a certificate by another CA that the server refuses it.",
	},
	fixes: (context) =>
		serverFixes(
			context,
			"require-client-certificate",
			"Require client certificates, and verify them against the authorities of your clients.",
		),
	citation: [
		{ text: "RFC 5280", section: "6.1" },
		{ text: "RFC 8446", section: "4.4.2.4" },
	],
}

/** Every posture with a stranger's signature that got in belongs to this one fault. */
function judgeStrangers(facts: RunFacts): readonly Judgement[] {
	const strangers = gapsOf(facts, ["self-signed", "foreign-ca"])
	if (strangers.length === 0) return []
	const all = gapsOf(facts, [
		"self-signed",
		"foreign-ca",
		"same-name-ca",
		"expired",
		"not-yet-valid",
		"wrong-eku",
	])
	return [
		{
			title: "The server lets a client in whose certificate nobody it trusts has signed.",
			detail:
				"The certificate was made up for this test, with the names of one that ought to be let in. Anybody can do the same and be taken for whom they like.",
			evidence: gapEvidence(all.filter(({ issuer }) => issuer !== "held" && issuer !== "own")),
			postures: [],
			verdict: "It lets in certificates that anybody can make.",
			advice: "Verify client certificates against your own CA at the server.",
		},
	]
}

function judgeNamesakes(facts: RunFacts): readonly Judgement[] {
	if (gapsOf(facts, ["self-signed", "foreign-ca"]).length > 0) return []
	const gaps = gapsOf(facts, ["same-name-ca"])
	if (gaps.length === 0) return []
	return [
		{
			title: "The server takes any CA of the right name for the right CA.",
			detail:
				"It refuses certificates by CAs of other names and lets one in whose CA bears an acceptable name and has a key of its own. The name is compared; the signature is not verified.",
			evidence: gapEvidence(gaps),
			postures: [],
			verdict: "It goes by the name of the CA alone.",
			advice: "Verify the signature of client certificates against your own CA at the server.",
		},
	]
}
