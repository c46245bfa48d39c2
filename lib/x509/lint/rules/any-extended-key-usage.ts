import { isLeaf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const anyExtendedKeyUsage: LintRule = {
	id: "any-extended-key-usage",
	title: "The extended key usage allows everything.",
	severity: "warning",
	means:
		"Some clients take anyExtendedKeyUsage for a server or a client, others insist on serverAuth or clientAuth and refuse it.",
	confirm: lookWithOpenssl,
	prevent: "Name the usages one by one.",
	fix: {
		text: "Issue it again with the usages named.",
		command: "extendedKeyUsage = serverAuth, clientAuth",
	},
	citation: [{ text: "RFC 5280", section: "4.2.1.12" }],
	judge: (subject) =>
		isLeaf(subject) && (subject.certificate.extensions.extendedKeyUsage ?? []).includes("2.5.29.37.0")
			? ["The extended key usage has anyExtendedKeyUsage."]
			: [],
}
