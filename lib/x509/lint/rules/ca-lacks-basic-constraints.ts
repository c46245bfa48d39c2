import { criticality, isAuthority, lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const caLacksBasicConstraints: LintRule = {
	id: "ca-lacks-basic-constraints",
	title: "A certificate that signs others does not say that it is a CA.",
	severity: "error",
	means: "Clients refuse every chain through it: only a certificate with the CA flag may issue others.",
	confirm: lookWithOpenssl,
	prevent: "Set CA:TRUE in the profile of every CA certificate.",
	fix: { text: "Issue the CA certificate again.", command: "basicConstraints = critical, CA:TRUE" },
	citation: [{ text: "RFC 5280", section: "4.2.1.9" }],
	judge: (subject) => {
		const { basicConstraints } = subject.certificate.extensions
		if (!isAuthority(subject) || subject.certificate.version < 3) return []
		if (basicConstraints === undefined) return ["It has no basic constraints."]
		return basicConstraints.isCa ? [] : ["Its basic constraints say CA:FALSE."]
	},
}

export const caConstraintsNotCritical: LintRule = {
	id: "ca-constraints-not-critical",
	title: "The CA flag is not marked critical.",
	severity: "warning",
	means:
		"RFC 5280 asks for a critical extension, so that old software cannot overlook it. OpenSSL's strict mode refuses the chain.",
	confirm: lookWithOpenssl,
	prevent: "Mark basicConstraints critical in the profile of every CA.",
	fix: { text: "Issue the CA certificate again.", command: "basicConstraints = critical, CA:TRUE" },
	citation: [{ text: "RFC 5280", section: "4.2.1.9" }],
	judge: (subject) =>
		isAuthority(subject) &&
		subject.certificate.extensions.basicConstraints?.isCa === true &&
		criticality(subject.certificate, "2.5.29.19") === false
			? ["The basic constraints are not critical."]
			: [],
}
