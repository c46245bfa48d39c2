import { daysBetween, isLeaf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

const publicDaysMax = 398
const appleDaysMax = 825
const decade = 3_650

export const lifetimeLong: LintRule = {
	id: "lifetime-long",
	title: "The certificate lives for a very long time.",
	severity: "warning",
	means:
		"A key that leaks stays good for as long, and nobody remembers how to renew. Apple's systems refuse server certificates of more than 825 days, from private CAs too.",
	confirm: lookWithOpenssl,
	prevent: "Renew by machine, in days or weeks; SPIFFE uses hours.",
	fix: { text: "Issue it again for 90 days or less, and let a machine renew it at two thirds of that." },
	citation: [
		{ text: "Apple, Requirements for trusted certificates in iOS 13 and macOS 10.15" },
		{ text: "CA/Browser Forum Baseline Requirements", section: "6.3.2" },
	],
	judge: (subject) => {
		const { notBefore, notAfter } = subject.certificate
		const days = daysBetween(notBefore, notAfter)
		if (!isLeaf(subject) || days <= appleDaysMax) return []
		const years = days > decade ? ", more than ten years" : ""
		return [`It is valid for ${days} days${years}.`]
	},
}

export const lifetimeBeyondPublic: LintRule = {
	id: "lifetime-beyond-public",
	title: "The certificate lives longer than public CAs may issue.",
	severity: "notice",
	means:
		"For a private CA this is no fault. Clients that hold every certificate to the rules of the Web PKI, as Chrome does for public roots, would refuse it.",
	confirm: lookWithOpenssl,
	prevent: "Choose 90 days or less where a machine renews.",
	fix: { text: "Issue it again for a shorter time." },
	citation: [{ text: "CA/Browser Forum Baseline Requirements", section: "6.3.2" }],
	judge: (subject) => {
		const days = daysBetween(subject.certificate.notBefore, subject.certificate.notAfter)
		return isLeaf(subject) && days > publicDaysMax && days <= appleDaysMax
			? [`It is valid for ${days} days; public CAs may issue for ${publicDaysMax} at most.`]
			: []
	},
}
