import { criticality, isAuthority, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const caKeyUsageMissing: LintRule = {
	id: "ca-key-usage-missing",
	title: "A CA certificate has no key usage.",
	severity: "warning",
	means: "RFC 5280 wants it in every CA certificate; Python 3.13 and OpenSSL's strict mode refuse the chain.",
	confirm: lookWithOpenssl,
	prevent: "State keyCertSign and cRLSign, critical, in the profile of every CA.",
	fix: { text: "Issue the CA certificate again.", command: "keyUsage = critical, keyCertSign, cRLSign" },
	citation: [
		{ text: "RFC 5280", section: "4.2.1.3" },
		{ text: "Python 3.13, ssl.create_default_context and VERIFY_X509_STRICT" },
	],
	judge: (subject) =>
		isAuthority(subject) &&
		subject.certificate.version === 3 &&
		subject.certificate.extensions.keyUsage === undefined
			? ["It has no key usage."]
			: [],
}

export const keyUsageNotCritical: LintRule = {
	id: "key-usage-not-critical",
	title: "The key usage is not marked critical.",
	severity: "notice",
	means:
		"RFC 5280 recommends it, and the SPIFFE standard demands it of X.509-SVIDs: SPIFFE libraries refuse an SVID without.",
	confirm: lookWithOpenssl,
	prevent: "Mark keyUsage critical in every profile.",
	fix: { text: "Issue it again.", command: "keyUsage = critical, digitalSignature" },
	citation: [
		{ text: "RFC 5280", section: "4.2.1.3" },
		{ text: "X509-SVID", section: "4.3" },
	],
	judge: ({ certificate }) =>
		criticality(certificate, "2.5.29.15") === false ? ["The key usage is not critical."] : [],
}
