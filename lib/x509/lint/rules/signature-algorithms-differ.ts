import { toHex } from "#base/bytes"
import { lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const signatureAlgorithmsDiffer: LintRule = {
	id: "signature-algorithms-differ",
	title: "The certificate names two different signature algorithms.",
	severity: "error",
	means:
		"The one inside the signed part and the one beside the signature must be the same; clients refuse others.",
	confirm: lookWithOpenssl,
	prevent: "Do not patch certificates by hand.",
	fix: { text: "Issue it again with a CA that works." },
	citation: [{ text: "RFC 5280", section: "4.1.1.2" }],
	judge: ({ certificate: { innerAlgorithm, signatureAlgorithm } }) =>
		toHex(innerAlgorithm.raw) === toHex(signatureAlgorithm.raw)
			? []
			: [`Inside it says ${innerAlgorithm.oid}, beside the signature ${signatureAlgorithm.oid}.`],
}
