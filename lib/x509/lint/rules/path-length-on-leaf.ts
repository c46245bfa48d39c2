import { lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const pathLengthOnLeaf: LintRule = {
	id: "path-length-on-leaf",
	title: "A certificate that is no CA has a path length.",
	severity: "warning",
	means: "A path length is for CAs alone; strict OpenSSL and webpki refuse the certificate.",
	confirm: lookWithOpenssl,
	prevent: "Write CA:FALSE without a path length.",
	fix: { text: "Issue it again.", command: "basicConstraints = critical, CA:FALSE" },
	citation: [{ text: "RFC 5280", section: "4.2.1.9" }],
	judge: ({ certificate: { extensions } }) => {
		const { basicConstraints } = extensions
		if (basicConstraints?.pathLength === undefined || basicConstraints.isCa) return []
		return [`The path length is ${basicConstraints.pathLength}, and the CA flag is not set.`]
	},
}
