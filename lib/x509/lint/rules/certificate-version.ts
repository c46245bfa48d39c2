import { lookWithOpenssl } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const certificateVersion: LintRule = {
	id: "certificate-version",
	title: "The certificate is not of version 3.",
	severity: "warning",
	means:
		"Version 1 has no extensions: no names, no CA flag, no usage. rustls and webpki refuse it, others treat it oddly.",
	confirm: lookWithOpenssl,
	prevent: "Give openssl x509 -req an -extfile; without one it makes version 1.",
	fix: { text: "Issue it again with extensions.", command: "openssl x509 -req … -extfile server.ext" },
	citation: [{ text: "RFC 5280", section: "4.1.2.1" }],
	judge: ({ certificate: { version, extensions } }) => {
		if (version === 3) return []
		const extra = extensions.list.length > 0 ? ", and it has extensions that its version does not know" : ""
		return [`It is of version ${version}${extra}.`]
	},
}
