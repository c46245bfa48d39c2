import { isLeaf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const spiffeUriCount: LintRule = {
	id: "spiffe-uri-count",
	title: "A SPIFFE ID stands beside other URIs.",
	severity: "error",
	means:
		"An X.509-SVID has exactly one URI. SPIFFE libraries refuse it, because nobody could say which ID counts.",
	confirm: lookWithOpenssl,
	prevent: "Issue one certificate for each SPIFFE ID.",
	fix: { text: "Issue it again with the SPIFFE ID as its only URI." },
	citation: [{ text: "X509-SVID", section: "2" }],
	judge: (subject) => {
		const uris = subject.certificate.extensions.subjectAltName?.uri ?? []
		const isSpiffe = uris.some((uri) => /^spiffe:/i.test(uri))
		return isLeaf(subject) && isSpiffe && uris.length > 1 ? [`It has ${uris.length} URIs.`] : []
	},
}
