import { isLeaf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const ekuMissing: LintRule = {
	id: "eku-missing",
	title: "The certificate does not say what it may be used for.",
	severity: "notice",
	means:
		"Without an extended key usage most clients take it for anything, so a certificate meant for one side works on the other too. macOS and some policies refuse it for servers.",
	confirm: lookWithOpenssl,
	prevent: "State serverAuth, clientAuth or both in every profile of the CA.",
	fix: {
		text: "Issue it again with an extended key usage.",
		command: "extendedKeyUsage = serverAuth, clientAuth",
	},
	citation: [
		{ text: "RFC 5280", section: "4.2.1.12" },
		{ text: "Apple, Requirements for trusted certificates in iOS 13 and macOS 10.15" },
	],
	judge: (subject) =>
		isLeaf(subject) && !subject.isSvid && subject.certificate.extensions.extendedKeyUsage === undefined
			? ["There is no extended key usage."]
			: [],
}
