import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"
import { serverFixes } from "../snippet/server-fixes.ts"

export const acceptsForeignSpiffeIdentity: Rule = {
	id: "accepts-foreign-spiffe-identity",
	title: "An X.509-SVID that its trust domain did not issue lets a client in.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const gaps = gapsOf(facts, ["wrong-spiffe-id", "foreign-trust-domain"])
		if (gaps.length === 0) return []
		const isForeign = gaps.some(({ verdict }) => verdict.posture === "foreign-trust-domain")
		return [
			{
				title: isForeign
					? "The server lets in an X.509-SVID of a trust domain that nobody federated."
					: "The server lets in an X.509-SVID that its trust domain did not issue.",
				detail:
					"The SVID was made up for this test, by an authority that is in no bundle. The server looks at the SPIFFE ID, or not even that, and not at who signed it.",
				evidence: gapEvidence(gaps),
				postures: [],
				verdict: "It lets in SPIFFE identities that anybody can make.",
				advice: "Verify SVIDs against the bundle of their own trust domain, and authorize by SPIFFE ID.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "any client", line: "no error: the call with an SVID of another trust domain is answered" },
			{ stack: "go-spiffe", line: "tlsconfig.AuthorizeAny()" },
		],
		means:
			"SPIFFE identity has two halves: the bundle of the trust domain must have signed the SVID, and the ID in it must be one that may call. One of them, or both, is missing.",
		confirm: "Connect with an SVID of a made-up trust domain: the call is answered.",
		prevent: "Use a SPIFFE library for both halves, and name the IDs that may call.",
	},
	fixes: (context) =>
		serverFixes(
			context,
			"authorise-spiffe",
			"Verify the SVID against the bundle of its own trust domain, and let in only the SPIFFE IDs that may call.",
		),
	citation: [
		{ text: "SPIFFE X.509-SVID", section: "5" },
		{ text: "SPIFFE Trust Domain and Bundle", section: "4" },
	],
}
