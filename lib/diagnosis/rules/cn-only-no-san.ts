import { clientFixes } from "../client-fixes.ts"
import { verificationFault } from "../judge-verification.ts"
import type { Rule } from "../rule.ts"
import { certificateFixes } from "../snippet/server-fixes.ts"

export const cnOnlyNoSan: Rule = {
	id: "cn-only-no-san",
	title: "The certificate names its host only in the common name.",
	severity: "error",
	blame: "server",
	judge: (facts) => {
		const fault = verificationFault(facts, "cn-only-no-san")
		if (fault === undefined) return []
		const name = fault.certificate?.commonName
		return [
			{
				...fault.judgement,
				title: `The server's certificate has no SAN, only the common name${name === undefined ? "" : ` ${name}`}.`,
				detail: `${fault.reason.text} Go, rustls and other clients ignore the common name: to them this certificate has no name at all.`,
				verdict: "Its certificate has a common name and no SAN, which gRPC clients do not match.",
				advice: "Issue the certificate again with the name as DNS SAN.",
			},
		]
	},
	prose: {
		seen: [
			{ stack: "Go", line: "x509: certificate relies on legacy Common Name field, use SANs instead" },
			{ stack: "C-core", line: "Peer name service.example is not in peer certificate" },
			{ stack: "Rust", line: "invalid peer certificate: NotValidForName" },
		],
		means:
			"Names belong into subjectAltName. Matching the common name ended in Go 1.15 and never existed in rustls; Node still falls back to it, so the fault shows only with some clients.",
		confirm: "The leaf has no subjectAltName extension.",
		prevent: "Give every certificate request a SAN; openssl needs -addext or an extension file for it.",
	},
	fixes: (context) => [
		...certificateFixes(context, "Issue the certificate again with a SAN."),
		...clientFixes(context, "Nothing has to change in the client once the certificate has a SAN."),
	],
	citation: [
		{ text: "RFC 9525", section: "2 and 6.3" },
		{ text: "RFC 5280", section: "4.2.1.6" },
	],
}
