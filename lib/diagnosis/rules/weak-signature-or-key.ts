import { verificationFault } from "../judge-verification.ts"
import type { Rule } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const weakSignatureOrKey: Rule = {
	id: "weak-signature-or-key",
	title: "A certificate uses a signature or key that verifiers refuse as too weak.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const fault = verificationFault(facts, "weak-signature-or-key")
		if (fault === undefined) return []
		return [
			{
				...fault.judgement,
				title: "A certificate of the server is too weak for today's verifiers.",
				detail: `${fault.reason.text} Which clients refuse it depends on their security level.`,
				verdict: "Its certificate is too weak for today's verifiers.",
				advice: "Issue it again with SHA-256 and an EC P-256 or RSA key of at least 2,048 bits.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "Go", line: "x509: cannot verify signature: insecure algorithm SHA1-RSA" },
			{ stack: "OpenSSL", line: "EE certificate key too weak" },
			{ stack: "OpenSSL", line: "CA signature digest algorithm too weak" },
			{ stack: "Java", line: "Algorithm constraints check failed" },
		],
		means:
			"SHA-1 signatures and short RSA keys are refused by newer libraries and stricter systems, and still accepted by others: the same server works for one client and fails for the next.",
		confirm: "Read signature algorithm and key size of every certificate on the wire.",
		prevent: "Issue with SHA-256 and EC P-256.",
	},
	fixes: (context) =>
		certificateFixes(context, "Issue the certificate again with a stronger key and signature."),
	citation: [{ text: "RFC 8446", section: "4.4.2.2" }, { text: "RFC 9155" }],
}
