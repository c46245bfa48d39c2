import { commonNameOf, isLeaf, lookWithOpenssl, quoted, sanCount } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const sanMissing: LintRule = {
	id: "san-missing",
	title: "The certificate has no subject alternative name.",
	severity: "error",
	means:
		"Clients look for the server's name in the subject alternative name alone. Go, Java, Node, rustls and browsers refuse a server certificate without one, whatever its common name says.",
	confirm: lookWithOpenssl,
	prevent: "Let every request name its DNS names and addresses as subject alternative names.",
	fix: {
		text: "Issue it again with the names that clients dial.",
		command:
			"openssl req -new -key server-key.pem -subj /CN=server -addext subjectAltName=DNS:server.example.com,IP:10.0.0.5",
	},
	citation: [
		{ text: "RFC 9525", section: "6.3" },
		{ text: "RFC 5280", section: "4.2.1.6" },
	],
	judge: (subject) => {
		if (!isLeaf(subject) || subject.usage === "client" || sanCount(subject.certificate) > 0) return []
		const name = commonNameOf(subject.certificate)
		const only = name === undefined ? "and no common name either" : `only the common name ${quoted(name)}`
		return [`There is no subject alternative name, ${only}.`]
	},
}
