import { lookWithOpenssl, quoted } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const nulInName: LintRule = {
	id: "nul-in-name",
	title: "A name in the certificate holds a NUL character.",
	severity: "error",
	means:
		"Programs written in C may stop reading at the NUL and take the rest for another name. It is how certificates were forged once, and clients refuse it.",
	confirm: lookWithOpenssl,
	prevent: "Let the CA refuse names with control characters.",
	fix: { text: "Find out who asked for this certificate, and issue it again without the NUL." },
	citation: [{ text: "RFC 9525", section: "6.2" }],
	judge: ({ certificate: { subject, issuer, extensions } }) => {
		const names = extensions.subjectAltName
		const texts = [
			...subject.rdns.flat().map(({ value }) => value),
			...issuer.rdns.flat().map(({ value }) => value),
			...(names === undefined ? [] : [...names.uri, ...names.email]),
		]
		return texts.filter((text) => text.includes("\0")).map((text) => `${quoted(text)} holds a NUL.`)
	},
}
