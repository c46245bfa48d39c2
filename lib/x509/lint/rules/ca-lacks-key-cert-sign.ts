import { isAuthority, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const caLacksKeyCertSign: LintRule = {
	id: "ca-lacks-key-cert-sign",
	title: "A CA's key usage does not allow signing certificates.",
	severity: "error",
	means: "OpenSSL, Go, Java and rustls refuse every chain through it.",
	confirm: lookWithOpenssl,
	prevent: "Set keyCertSign, and cRLSign where revocation lists are issued.",
	fix: {
		text: "Issue the CA certificate again.",
		command: "keyUsage = critical, keyCertSign, cRLSign",
	},
	citation: [{ text: "RFC 5280", section: "4.2.1.3" }],
	judge: (subject) => {
		const { basicConstraints, keyUsage } = subject.certificate.extensions
		if (!isAuthority(subject) || basicConstraints?.isCa !== true || keyUsage === undefined) return []
		return keyUsage.includes("keyCertSign") ? [] : [`Its key usage is ${keyUsage.join(", ") || "empty"}.`]
	},
}
