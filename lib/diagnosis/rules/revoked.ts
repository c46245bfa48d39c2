import { clientFixes, operatorFix } from "../client-fixes.ts"
import { ownRefusal } from "../judge-own-certificate.ts"
import type { Rule } from "../rule.ts"

export const revoked: Rule = {
	id: "revoked",
	title: "A certificate was revoked.",
	severity: "error",
	blame: "client",
	judge: (facts) => {
		const refusal = ownRefusal(facts)
		if (refusal?.fault !== "revoked") return []
		return [
			{
				title: `The server says that ${facts.voice.our} certificate was revoked.`,
				detail: `The server answered with ${refusal.how}.`,
				evidence: refusal.evidence,
				postures: [refusal.attempt.posture],
				verdict: `It says that ${facts.voice.yours} was revoked.`,
				advice: "Have a new certificate issued, and find out why the old one was revoked.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "Rust", line: "invalid peer certificate: Revoked" },
			{ stack: "Envoy", line: "SSLV3_ALERT_CERTIFICATE_REVOKED" },
			{ stack: "OpenSSL", line: "certificate revoked" },
		],
		means:
			"The authority took the certificate back before its end, and the verifier checks revocation lists or OCSP. Countersign itself downloads neither.",
		confirm: "Look the serial number up in the authority's revocation list.",
		prevent: "Prefer short lifetimes to revocation, and replace certificates before they are revoked.",
	},
	fixes: (context) => [
		operatorFix("Look the serial up in the revocation list.", "openssl crl -in crl.pem -noout -text"),
		...clientFixes(context, "Load a certificate that is not revoked.", { security: "mtls" }),
	],
	citation: [{ text: "RFC 5280", section: "5" }],
}
