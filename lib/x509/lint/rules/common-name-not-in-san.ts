import { commonNameOf, isLeaf, lookWithOpenssl, quoted } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

const hostPattern = /^(\*\.)?([a-z0-9_-]+\.)+[a-z0-9-]+$/i

export const commonNameNotInSan: LintRule = {
	id: "common-name-not-in-san",
	title: "The common name looks like a host name that the subject alternative name does not have.",
	severity: "notice",
	means:
		"The common name plays no part once there is a subject alternative name. Whoever dials the host of the common name is refused, although it stands in the certificate.",
	confirm: lookWithOpenssl,
	prevent: "Repeat the common name among the subject alternative names, or leave it out.",
	fix: { text: "Issue it again with the common name among the subject alternative names." },
	citation: [{ text: "RFC 9525", section: "6.3" }],
	judge: (subject) => {
		const name = commonNameOf(subject.certificate)
		const dns = subject.certificate.extensions.subjectAltName?.dns ?? []
		if (!isLeaf(subject) || name === undefined || dns.length === 0 || !hostPattern.test(name)) return []
		const isThere = dns.some((each) => each.toLowerCase() === name.toLowerCase())
		return isThere
			? []
			: [`The common name ${quoted(name)} is not among the DNS names ${quoted(dns.join(", "))}.`]
	},
}
