import { criticality, isAuthority } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const emptyName: LintRule = {
	id: "empty-name",
	title: "A name that must be there is empty.",
	severity: "error",
	means:
		"Chains are built by names: a certificate without issuer, or a CA without subject, fits nowhere. A leaf without subject needs a critical subject alternative name.",
	confirm: "Read them: openssl x509 -in certificate.pem -noout -subject -issuer",
	prevent: "Give every CA a name of its own.",
	fix: { text: "Issue it again with names." },
	citation: [
		{ text: "RFC 5280", section: "4.1.2.4" },
		{ text: "RFC 5280", section: "4.1.2.6" },
	],
	judge: (subject) => {
		const { certificate } = subject
		const texts: string[] = []
		if (certificate.issuer.rdns.length === 0) texts.push("The issuer is empty.")
		if (certificate.subject.rdns.length > 0) return texts
		if (isAuthority(subject)) texts.push("The subject of the CA is empty.")
		else if (criticality(certificate, "2.5.29.17") !== true)
			texts.push("The subject is empty, and the subject alternative name is not critical.")
		return texts
	},
}
