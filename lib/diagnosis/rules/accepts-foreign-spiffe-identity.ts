import { serverFix } from "../client-fixes.ts"
import { gapEvidence, gapsOf } from "../enforcement-gaps.ts"
import type { Rule } from "../rule.ts"

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
	fixes: () => [
		serverFix(
			"In Go, with go-spiffe:",
			"tlsconfig.MTLSServerConfig(source, source, tlsconfig.AuthorizeMemberOf(trustDomain))",
		),
		serverFix(
			"In Java, with java-spiffe:",
			"SpiffeSslContextOptions.builder().acceptedSpiffeIdsSupplier(() -> allowed)",
		),
		serverFix(
			"In Envoy, take the bundle from SDS and match the SAN:",
			'match_typed_subject_alt_names: [{ san_type: URI, matcher: { prefix: "spiffe://example.org/" } }]',
		),
		serverFix(
			"In Node and Python, trust the bundle alone and compare the URI SAN with the IDs that may call.",
		),
		serverFix(
			"nginx trusts the bundle as its CA; the SPIFFE ID has to be checked behind it.",
			"ssl_client_certificate bundle.pem;\nssl_verify_client on;",
		),
	],
	citation: [
		{ text: "SPIFFE X.509-SVID", section: "5" },
		{ text: "SPIFFE Trust Domain and Bundle", section: "4" },
	],
}
