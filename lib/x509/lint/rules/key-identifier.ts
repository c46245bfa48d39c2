import { toHex } from "#base/bytes"
import { isAuthority, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const keyIdentifier: LintRule = {
	id: "key-identifier",
	title: "The key identifiers that tie a chain together are missing or do not match.",
	severity: "notice",
	means:
		"Where a CA has several keys under one name, clients choose by key identifier. Without it they try, or pick the wrong one; Python 3.13 and strict OpenSSL refuse.",
	confirm: lookWithOpenssl,
	prevent: "Write subjectKeyIdentifier and authorityKeyIdentifier in every profile.",
	fix: {
		text: "Issue it again.",
		command: "subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid",
	},
	citation: [
		{ text: "RFC 5280", section: "4.2.1.1" },
		{ text: "RFC 5280", section: "4.2.1.2" },
	],
	judge: (subject) => {
		const { certificate, role, issuer } = subject
		const { authorityKeyId, subjectKeyId } = certificate.extensions
		if (certificate.version < 3) return []
		const texts: string[] = []
		if (role !== "root" && authorityKeyId === undefined) texts.push("It has no authority key identifier.")
		if (isAuthority(subject) && subjectKeyId === undefined)
			texts.push("The CA has no subject key identifier.")
		const held = issuer?.extensions.subjectKeyId
		if (authorityKeyId !== undefined && held !== undefined && toHex(authorityKeyId) !== toHex(held))
			texts.push(`It names issuer key ${toHex(authorityKeyId)}; the issuer beside it has ${toHex(held)}.`)
		return texts
	},
}
