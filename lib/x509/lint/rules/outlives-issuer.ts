import { dayOf, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const outlivesIssuer: LintRule = {
	id: "outlives-issuer",
	title: "The certificate lives longer than its issuer.",
	severity: "warning",
	means: "It stops working when the issuer's certificate expires, earlier than its own date says.",
	confirm: lookWithOpenssl,
	prevent: "Renew the CA before its leaves would outlive it.",
	fix: { text: "Renew the issuer, or issue for a time that ends before the issuer's." },
	citation: [{ text: "RFC 5280", section: "6.1.3" }],
	judge: ({ certificate, issuer }) => {
		if (issuer === undefined) return []
		const late = certificate.notAfter > issuer.notAfter
		const early = certificate.notBefore < issuer.notBefore
		return [
			...(late
				? [`It ends on ${dayOf(certificate.notAfter)}, its issuer on ${dayOf(issuer.notAfter)}.`]
				: []),
			...(early
				? [`It begins on ${dayOf(certificate.notBefore)}, its issuer on ${dayOf(issuer.notBefore)} only.`]
				: []),
		]
	},
}
