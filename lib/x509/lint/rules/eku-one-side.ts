import { isLeaf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

const server = "1.3.6.1.5.5.7.3.1"
const client = "1.3.6.1.5.5.7.3.2"

export const ekuOneSide: LintRule = {
	id: "eku-one-side",
	title: "The certificate is good for one side of mutual TLS only.",
	severity: "notice",
	means:
		"That is right for a plain server or client. A service that both serves and calls others with this certificate is refused on the other side, and the text says only bad certificate.",
	confirm: lookWithOpenssl,
	prevent: "Decide per service: two certificates, or one with both usages.",
	fix: {
		text: "Issue it with both usages when one service serves and calls.",
		command: "extendedKeyUsage = serverAuth, clientAuth",
	},
	citation: [{ text: "RFC 5280", section: "4.2.1.12" }],
	judge: (subject) => {
		const eku = subject.certificate.extensions.extendedKeyUsage
		if (!isLeaf(subject) || eku === undefined || subject.usage !== undefined) return []
		if (eku.includes(server) === eku.includes(client)) return []
		return eku.includes(server)
			? ["It has serverAuth and no clientAuth: it cannot be a client's certificate."]
			: ["It has clientAuth and no serverAuth: it cannot be a server's certificate."]
	},
}
