import { commonNameOf, isLeaf, lookWithOpenssl, quoted, sanCount } from "../lint-facts.ts"
import type { LintRule, LintSubject } from "../lint-rule.ts"

export const sanMissing: LintRule = {
	id: "san-missing",
	title: "The certificate has no subject alternative name.",
	severity: "error",
	means:
		"Clients look for the server's name in the subject alternative name. Go, rustls and browsers refuse a server certificate without one, whatever its common name says; Java, Node and Python still read the common name.",
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
		if (!isLeaf(subject) || isForClients(subject) || sanCount(subject.certificate) > 0) return []
		const name = commonNameOf(subject.certificate)
		const only = name === undefined ? "and no common name either" : `only the common name ${quoted(name)}`
		return [`There is no subject alternative name, ${only}.`]
	},
}

const serverAuth = "1.3.6.1.5.5.7.3.1"
const anyUsage = "2.5.29.37.0"

/** Nobody looks for a host name in a certificate that no server may use. */
function isForClients({ usage, certificate }: LintSubject): boolean {
	if (usage !== undefined && usage !== "any") return usage === "client"
	const eku = certificate.extensions.extendedKeyUsage
	return eku !== undefined && !eku.includes(serverAuth) && !eku.includes(anyUsage)
}
