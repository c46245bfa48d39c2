import { parseIpAddress } from "../../ip-address.ts"
import { lookWithOpenssl, quoted } from "../lint-facts.ts"
import type { LintRule } from "../lint-rule.ts"

export const dnsNameInvalid: LintRule = {
	id: "dns-name-invalid",
	title: "A DNS name in the certificate is none.",
	severity: "error",
	means:
		"Names with spaces, NUL, letters beyond ASCII, a leading or trailing dot or empty labels match nothing, and Go and rustls refuse whole certificates for some of them.",
	confirm: lookWithOpenssl,
	prevent: "Check names before they go into a request; write international names in their xn-- form.",
	fix: { text: "Issue it again with names of letters, digits, hyphens and dots." },
	citation: [
		{ text: "RFC 5280", section: "4.2.1.6" },
		{ text: "RFC 1034", section: "3.5" },
	],
	judge: ({ certificate }) =>
		(certificate.extensions.subjectAltName?.dns ?? []).flatMap((name) => {
			const problem = parseIpAddress(name) === undefined ? problemOf(name) : undefined
			return problem === undefined ? [] : [`The DNS name ${quoted(name)} ${problem}.`]
		}),
}

function problemOf(name: string): string | undefined {
	if (name === "") return "is empty"
	if (name.length > 253) return "is longer than 253 characters"
	if (name.includes("\0")) return "has a NUL in it"
	if (/[^\x20-\x7e]/.test(name)) return "has characters beyond ASCII; its xn-- form is needed"
	if (/\s/.test(name)) return "has a space in it"
	if (name.includes("://") || name.includes("/")) return "is an address of the web, not a name"
	if (/:\d+$/.test(name)) return "has a port behind it"
	if (name.startsWith(".")) return "begins with a dot"
	if (name.endsWith(".")) return "ends with a dot"
	const bad = name.split(".").find((label) => !/^(\*|[a-z0-9_*]([a-z0-9_*-]{0,61}[a-z0-9_*])?)$/i.test(label))
	return bad === undefined ? undefined : `has the label ${quoted(bad)}`
}
