import { lookWithOpenssl, quoted } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const underscoreInDnsName: LintRule = {
	id: "underscore-in-dns-name",
	title: "A DNS name has an underscore.",
	severity: "notice",
	means:
		"Host names have no underscore. Docker Compose makes such names for containers; most TLS clients take them, some parsers and public CAs do not.",
	confirm: lookWithOpenssl,
	prevent: "Give services names with hyphens.",
	fix: { text: "Rename the service, or add a name without an underscore." },
	citation: [
		{ text: "RFC 1034", section: "3.5" },
		{ text: "CA/Browser Forum Baseline Requirements", section: "7.1.4.2.1" },
	],
	judge: ({ certificate }) =>
		(certificate.extensions.subjectAltName?.dns ?? [])
			.filter((name) => name.includes("_"))
			.map((name) => `The DNS name ${quoted(name)} has an underscore.`),
}
