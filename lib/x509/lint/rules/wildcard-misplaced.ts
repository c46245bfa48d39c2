import { lookWithOpenssl, quoted } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const wildcardMisplaced: LintRule = {
	id: "wildcard-misplaced",
	title: "A wildcard stands where no client understands it.",
	severity: "warning",
	means:
		"A wildcard counts only as the whole first label, for exactly one label, with two more labels behind it. Others match nothing, or in some stacks more than was meant.",
	confirm: lookWithOpenssl,
	prevent: "Use *.example.com for one level, and write out every other name.",
	fix: { text: "Issue it again with the names written out." },
	citation: [
		{ text: "RFC 9525", section: "6.3" },
		{ text: "RFC 6125", section: "7.2" },
	],
	judge: ({ certificate }) =>
		(certificate.extensions.subjectAltName?.dns ?? []).flatMap((name) => {
			if (!name.includes("*")) return []
			const [first = "", ...others] = name.split(".")
			if (first !== "*" || others.some((label) => label.includes("*")))
				return [`In ${quoted(name)} the wildcard is not the whole first label.`]
			return others.length < 2 ? [`${quoted(name)} stands for a whole top level domain.`] : []
		}),
}
