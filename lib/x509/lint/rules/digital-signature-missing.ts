import { isLeaf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const digitalSignatureMissing: LintRule = {
	id: "digital-signature-missing",
	title: "The key usage does not allow signing a handshake.",
	severity: "error",
	means:
		"In TLS 1.3, and in every suite of TLS 1.2 with forward secrecy, the holder signs. Without digitalSignature Java, NSS and strict OpenSSL refuse the certificate.",
	confirm: lookWithOpenssl,
	prevent: "Set digitalSignature in the profiles of servers and clients.",
	fix: { text: "Issue it again.", command: "keyUsage = critical, digitalSignature" },
	citation: [
		{ text: "RFC 8446", section: "4.4.2.2" },
		{ text: "RFC 5280", section: "4.2.1.3" },
	],
	judge: (subject) => {
		const { keyUsage } = subject.certificate.extensions
		if (!isLeaf(subject) || keyUsage === undefined || keyUsage.includes("digitalSignature")) return []
		return [`Its key usage is ${keyUsage.join(", ") || "empty"}.`]
	},
}
