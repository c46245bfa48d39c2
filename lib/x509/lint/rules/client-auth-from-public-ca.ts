import { nameAttribute } from "../../name.ts"
import { isLeaf, lookWithOpenssl, quoted } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

const client = "1.3.6.1.5.5.7.3.2"
const server = "1.3.6.1.5.5.7.3.1"
/** Organisations of CAs that browsers trust, as their certificates write them. */
const publicAuthorities =
	/let's encrypt|digicert|sectigo|globalsign|google trust services|amazon|entrust|godaddy|zerossl|buypass|internet security research group|microsoft corporation|ssl corp|certum|identrust/i

export const clientAuthFromPublicCa: LintRule = {
	id: "client-auth-from-public-ca",
	title: "A public CA issued it for clients too, and public CAs stop doing that.",
	severity: "warning",
	means:
		"Public CAs are leaving clientAuth out of server certificates. After the next renewal the same certificate no longer works as a client's, without any change at your side.",
	confirm: lookWithOpenssl,
	prevent: "Issue client certificates from a CA of your own.",
	fix: {
		text: "Give clients certificates of a private CA before the next renewal, and let servers trust that CA.",
	},
	citation: [
		{ text: "Chrome Root Program Policy", section: "Dedicated TLS server authentication PKI hierarchies" },
		{ text: "Let's Encrypt, Ending TLS client authentication certificate support in 2026" },
	],
	judge: (subject) => {
		const eku = subject.certificate.extensions.extendedKeyUsage ?? []
		const issuer = nameAttribute(subject.certificate.issuer, "2.5.4.10") ?? ""
		const isBoth = eku.includes(client) && eku.includes(server)
		return isLeaf(subject) && isBoth && publicAuthorities.test(issuer)
			? [`${quoted(issuer)} issued it with clientAuth beside serverAuth.`]
			: []
	},
}
