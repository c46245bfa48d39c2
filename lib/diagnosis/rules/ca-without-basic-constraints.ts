import { serverFix } from "../client-fixes.ts"
import { verificationFault } from "../judge-verification.ts"
import type { Rule } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const caWithoutBasicConstraints: Rule = {
	id: "ca-without-basic-constraints",
	title: "A certificate that is no authority was used as one.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const fault = verificationFault(facts, "ca-without-basic-constraints")
		if (fault === undefined) return []
		return [
			{
				...fault.judgement,
				title: "A link of the server's chain may not issue certificates.",
				detail: fault.reason.text,
				verdict: "A link of its chain may not issue certificates.",
				advice: "Issue the authority's certificate again with cA=TRUE and keyCertSign, then the leaf.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "OpenSSL", line: "error 24 at 2 depth lookup: invalid CA certificate" },
			{
				stack: "Go",
				line: "x509: invalid signature: parent certificate cannot sign this kind of certificate",
			},
			{ stack: "Java", line: "basic constraints check failed: this is not a CA certificate" },
			{ stack: "Rust", line: "EndEntityUsedAsCa" },
		],
		means:
			"The issuing certificate lacks basicConstraints cA=TRUE or the key usage keyCertSign, or stands deeper than its path length allows. Tutorials that skip extension files produce such authorities.",
		confirm: "Read basicConstraints and keyUsage of every certificate above the leaf.",
		prevent: "Make authorities with a profile, not with default settings.",
	},
	fixes: (context) => [
		serverFix(
			"Make the authority again with the extensions that it needs, then issue the certificate from it.",
			"countersign ca create --out ca --name 'Internal CA'",
		),
		...certificateFixes(context, "Issue the server's certificate from the new authority."),
	],
	citation: [{ text: "RFC 5280", section: "4.2.1.3, 4.2.1.9 and 6.1.4" }],
}
