import { criticality, isAuthority, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const nameConstraintsForm: LintRule = {
	id: "name-constraints-form",
	title: "Name constraints are not written as they must be.",
	severity: "warning",
	means: "They bind only CAs, and only critical ones cannot be overlooked. webpki and zlint refuse others.",
	confirm: lookWithOpenssl,
	prevent: "Mark nameConstraints critical, and use them in CA certificates alone.",
	fix: { text: "Issue it again.", command: "nameConstraints = critical, permitted;DNS:example.com" },
	citation: [{ text: "RFC 5280", section: "4.2.1.10" }],
	judge: (subject) => {
		const { certificate } = subject
		if (certificate.extensions.nameConstraints === undefined) return []
		const texts: string[] = []
		if (criticality(certificate, "2.5.29.30") === false) texts.push("The name constraints are not critical.")
		if (!isAuthority(subject)) texts.push("A certificate that is no CA has name constraints.")
		return texts
	},
}
