import { extensionNames } from "../../oids.ts"
import { lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

/** Extensions that every implementation of RFC 5280 processes. */
const processed = new Set([
	...["2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.30", "2.5.29.32", "2.5.29.33", "2.5.29.36"],
	...["2.5.29.37", "2.5.29.54", "2.5.29.14", "2.5.29.35", "2.5.29.31"],
])

export const unknownCriticalExtension: LintRule = {
	id: "unknown-critical-extension",
	title: "A critical extension is known to few.",
	severity: "error",
	means:
		"Whoever does not understand a critical extension has to refuse the certificate, and nearly everybody does.",
	confirm: lookWithOpenssl,
	prevent: "Mark extensions of your own as not critical.",
	fix: { text: "Issue it again with the extension not critical." },
	citation: [{ text: "RFC 5280", section: "4.2" }],
	judge: ({ certificate }) =>
		certificate.extensions.list
			.filter(({ oid, critical }) => critical && !processed.has(oid))
			.map(({ oid }) => `The extension ${extensionNames[oid] ?? oid} is critical.`),
}
