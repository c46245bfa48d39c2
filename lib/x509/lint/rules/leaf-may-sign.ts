import { isLeaf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const leafMaySign: LintRule = {
	id: "leaf-may-sign",
	title: "The key usage of a leaf allows signing certificates or revocation lists.",
	severity: "warning",
	means: "Without the CA flag the bit must not be set; the SPIFFE standard and strict OpenSSL refuse it.",
	confirm: lookWithOpenssl,
	prevent: "Keep keyCertSign and cRLSign for CAs.",
	fix: { text: "Issue it again.", command: "keyUsage = critical, digitalSignature" },
	citation: [
		{ text: "RFC 5280", section: "4.2.1.9" },
		{ text: "X509-SVID", section: "4.3" },
	],
	judge: (subject) => {
		const { basicConstraints, keyUsage = [] } = subject.certificate.extensions
		if (!isLeaf(subject) || basicConstraints?.isCa === true) return []
		return keyUsage
			.filter((usage) => usage === "keyCertSign" || usage === "cRLSign")
			.map((usage) => `The key usage has ${usage}.`)
	},
}
