import { verificationFault } from "../judge-verification.ts"
import type { Rule } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const nameConstraintViolation: Rule = {
	id: "name-constraint-violation",
	title: "The authority may not issue certificates for this name.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const fault = verificationFault(facts, "name-constraint-violation")
		if (fault === undefined) return []
		return [
			{
				...fault.judgement,
				title: "The server's authority was not allowed to issue for these names.",
				detail: fault.reason.text,
				verdict: "Its certificate carries a name that its authority may not issue for.",
				advice: "Issue it from an authority whose name constraints permit the name.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "OpenSSL", line: "permitted subtree violation" },
			{ stack: "OpenSSL", line: "excluded subtree violation" },
			{
				stack: "Go",
				line: "x509: a root or intermediate certificate is not authorized to sign for this name",
			},
		],
		means:
			"A certificate authority in the chain carries nameConstraints: names it may issue for, or may not. The leaf has one that lies outside.",
		confirm:
			"Compare the nameConstraints of each authority with every SAN of the leaf, not only with the name that is dialled.",
		prevent:
			"Write constraints down where certificates are requested, and test issuing before a constrained authority goes into use.",
	},
	fixes: (context) =>
		certificateFixes(
			context,
			"Issue the certificate from an authority that may, or drop the name that it may not carry.",
		),
	citation: [{ text: "RFC 5280", section: "4.2.1.10" }],
}
