import { clientFixes } from "../client-fixes.ts"
import { fixContextOf } from "../fix-context.ts"
import { verificationFault } from "../judge-verification.ts"
import { leafOf } from "../read-attempt.ts"
import type { Rule } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const ipSanMissing: Rule = {
	id: "ip-san-missing",
	title: "The target is an IP address that the certificate does not carry.",
	severity: "error",
	blame: "client",
	judge: (facts) => {
		const fault = verificationFault(facts, "ip-san-missing")
		if (fault === undefined) return []
		const wanted = fault.attempt.verification?.name?.wanted ?? facts.run.serverName
		const dns = leafOf(fault.attempt)?.sans.dns.find((name) => !name.startsWith("*."))
		const context = fixContextOf(facts.run, facts.server)
		return [
			{
				...fault.judgement,
				title: `The server's certificate does not carry the IP address ${wanted}.`,
				detail: `${fault.reason.text} An address is matched against IP entries only, never against DNS names or the common name.`,
				verdict: `Its certificate does not carry the address ${wanted} that was dialled.`,
				advice:
					dns === undefined
						? "Issue the certificate again with the address as IP SAN."
						: `Dial ${dns}, or issue the certificate again with the address as IP SAN.`,
				...(dns === undefined
					? {}
					: {
							fixes: [
								...clientFixes(
									context,
									`Expect the name ${dns}, which the certificate carries.`,
									{ serverName: dns },
									{ permguard: `Dial ${dns} instead of the address.` },
								),
								...certificateFixes(
									{ ...context, serverName: wanted },
									"Or issue the certificate again with the address.",
								),
							],
						}),
			},
		]
	},
	prose: {
		seen: [
			{
				stack: "Go",
				line: "x509: cannot validate certificate for 192.0.2.7 because it doesn't contain any IP SANs",
			},
			{ stack: "Node", line: "ERR_TLS_CERT_ALTNAME_INVALID: IP: 192.0.2.7 is not in the cert's list" },
			{ stack: "Java", line: "No subject alternative names matching IP address 192.0.2.7 found" },
		],
		means:
			"The client dials an address, and the certificate names only hosts. Addresses need entries of their own kind.",
		confirm: "The leaf's SAN has no iPAddress entry with the dialled address.",
		prevent: "Dial names; put addresses into certificates only where clients have nothing else.",
	},
	fixes: (context) => [
		...certificateFixes(context, "Issue the certificate again with the address as IP SAN."),
		...clientFixes(context, "Dial a name that the certificate carries."),
	],
	citation: [
		{ text: "RFC 9525", section: "6.5" },
		{ text: "RFC 5280", section: "4.2.1.6" },
	],
}
