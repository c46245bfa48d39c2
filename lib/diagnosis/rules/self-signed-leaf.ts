import { clientFixes } from "../client-fixes.ts"
import { verificationFault } from "../judge-verification.ts"
import type { Rule } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const selfSignedLeaf: Rule = {
	id: "self-signed-leaf",
	title: "The server's certificate is its own issuer.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const fault = verificationFault(facts, "self-signed-leaf")
		if (fault === undefined) return []
		return [
			{
				...fault.judgement,
				title: "The server's certificate is self-signed.",
				detail: `${fault.reason.text} Nobody vouches for it, so a client can trust it only by holding this very certificate.`,
				verdict: `Its certificate is self-signed, and ${facts.voice.settings("do", "does")} not trust it.`,
				advice: "Give the server a certificate from an authority, or trust this very certificate.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "Node", line: "DEPTH_ZERO_SELF_SIGNED_CERT" },
			{ stack: "OpenSSL", line: "self-signed certificate" },
			{ stack: "C-core", line: "CERTIFICATE_VERIFY_FAILED: self signed certificate" },
			{ stack: "Rust", line: "InvalidCertificate(Other(CaUsedAsEndEntity))" },
		],
		means:
			"Subject and issuer are the same and the key signed itself. rustls refuses such a leaf even when it is trusted, if it is marked as a CA.",
		confirm: "Subject and issuer of the leaf are equal.",
		prevent:
			"Make a small CA once and issue leaves from it: then certificates can change without touching the clients.",
	},
	fixes: (context) => [
		...certificateFixes(context, "Issue a certificate from an authority of your own."),
		...clientFixes(context, "For a test, trust the certificate itself as a root.", { roots: "file" }),
	],
	citation: [{ text: "RFC 5280", section: "3.2 and 6.1" }],
}
