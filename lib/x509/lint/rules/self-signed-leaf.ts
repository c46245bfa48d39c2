import { isSameName } from "../../name.ts"
import { isLeaf } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const selfSignedLeaf: LintRule = {
	id: "self-signed-leaf",
	title: "The certificate is its own issuer.",
	severity: "warning",
	means:
		"Every client has to be given this very certificate, and again after each renewal; rustls refuses a leaf as trust anchor of itself.",
	confirm: "Compare the names: openssl x509 -in certificate.pem -noout -subject -issuer",
	prevent: "Make a small CA once, trust it everywhere, and issue leaves from it.",
	fix: { text: "Issue it from a CA, and give clients that CA's certificate." },
	citation: [{ text: "RFC 5280", section: "3.2" }],
	judge: (subject) => {
		const { subject: name, issuer } = subject.certificate
		return isLeaf(subject) && name.rdns.length > 0 && isSameName(name, issuer)
			? ["Subject and issuer are the same."]
			: []
	},
}
