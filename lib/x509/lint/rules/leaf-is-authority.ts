import { lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const leafIsAuthority: LintRule = {
	id: "leaf-is-authority",
	title: "The certificate of a server or a client may sign others.",
	severity: "error",
	means:
		"With the CA flag set, whoever holds this key can issue certificates that everybody trusts who trusts this one. rustls and webpki refuse such a certificate for a server.",
	confirm: lookWithOpenssl,
	prevent: "Make a CA, and issue leaves from it; openssl req -x509 sets the CA flag by default.",
	fix: {
		text: "Issue a leaf with CA:FALSE from a CA of its own.",
		command: "basicConstraints = critical, CA:FALSE",
	},
	citation: [
		{ text: "RFC 5280", section: "4.2.1.9" },
		{ text: "X509-SVID", section: "4.1" },
	],
	judge: ({ certificate, role, isSvid }) => {
		const { basicConstraints, extendedKeyUsage, subjectAltName } = certificate.extensions
		if (basicConstraints?.isCa !== true) return []
		const names = subjectAltName === undefined ? 0 : subjectAltName.dns.length + subjectAltName.ip.length
		const looksLikeLeaf = names > 0 || (isSvid && extendedKeyUsage !== undefined)
		return role === "leaf" || looksLikeLeaf
			? ["The CA flag is set, and it names a server or a workload."]
			: []
	},
}
