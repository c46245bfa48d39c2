import type { ParsedCertificate } from "../certificate.ts"
import { describeParsed } from "../describe.ts"
import { matchServerName, type NameMatch } from "../match-name.ts"
import { nameAttribute } from "../name.ts"

/** How one runtime compares names: where a wildcard may stand, and whether the common name counts. */
export interface NameRules {
	/** How the sentence calls the runtime, e.g. `OpenSSL`. */
	readonly label: string
	/** When the common name is looked at. */
	readonly commonName: "never" | "without-dns" | "without-any-san"
	/** `label`: a whole left-most label. `edge`: one star at its start or end. `part`: one star anywhere in it. `any`: anywhere. */
	readonly wildcard: "label" | "edge" | "part" | "any"
	/** Fewest labels that a pattern with a star needs. */
	readonly starLabelsMin: number
	/** Whose trailing dot is left out of the comparison. */
	readonly trailingDot: "both" | "wanted" | "neither"
}

/** How each runtime compares names; a runtime that is not here does as Go does. */
export const nameRules = {
	openssl: {
		label: "OpenSSL",
		commonName: "without-dns",
		wildcard: "edge",
		starLabelsMin: 3,
		trailingDot: "neither",
	},
	node: {
		label: "Node.js",
		commonName: "without-dns",
		wildcard: "part",
		starLabelsMin: 3,
		trailingDot: "both",
	},
	java: {
		label: "Java",
		commonName: "without-dns",
		wildcard: "any",
		starLabelsMin: 2,
		trailingDot: "wanted",
	},
	"grpc-core": {
		label: "gRPC core",
		commonName: "without-any-san",
		wildcard: "label",
		starLabelsMin: 3,
		trailingDot: "both",
	},
} as const satisfies Record<string, NameRules>

/** What a runtime is asked to match. */
export interface ProfileNameQuestion {
	readonly certificate: ParsedCertificate
	readonly wanted: string
	readonly kind?: "dns" | "ip"
	/** Absent: as Go and rustls do. */
	readonly rules?: NameRules
}

/**
 * Matches a server name as one runtime does. They disagree about wildcards inside a label (RFC 6125 section 6.4.3
 * allows them, RFC 9525 no longer does) and about the common name (RFC 9525 section 2 forbids it).
 */
export function matchProfileName({ certificate, wanted, kind, rules }: ProfileNameQuestion): NameMatch {
	const description = describeParsed(certificate, "")
	const plain = matchServerName({ wanted, description, ...(kind === undefined ? {} : { kind }) })
	if (rules === undefined) return plain
	if (plain.kind === "ip") return plain
	const found = candidates(certificate, rules).find((pattern) => matches(pattern, wanted, rules))
	const { kind: meant, got } = plain
	if (found === undefined) {
		if (!plain.isMatch) return plain
		const text = `${rules.label} does not accept ${plain.matched ?? "the pattern"} for ${wanted}.`
		return { wanted, kind: meant, got, isMatch: false, rule: "hostname-mismatch", text }
	}
	const text = `${rules.label} takes ${found} for ${wanted}.`
	return { wanted, kind: meant, got, isMatch: true, matched: found, text }
}

function candidates(certificate: ParsedCertificate, { commonName }: NameRules): readonly string[] {
	const san = certificate.extensions.subjectAltName
	const dns = san?.dns ?? []
	const count = dns.length + (commonName === "without-any-san" ? (san?.ip.length ?? 0) : 0)
	if (count > 0 || commonName === "never") return dns
	const common = nameAttribute(certificate.subject, "2.5.4.3")
	return common === undefined ? [] : [common]
}

function matches(pattern: string, wanted: string, rules: NameRules): boolean {
	const labels = splitHost(pattern, rules.trailingDot === "both")
	const host = splitHost(wanted, rules.trailingDot !== "neither")
	if (rules.trailingDot === "neither" && pattern.toLowerCase() === wanted.toLowerCase()) return true
	if (labels.length !== host.length || labels.includes("") || host.includes("")) return false
	if (labels.some((label) => /[^\x21-\x7e]/.test(label))) return false
	if (!pattern.includes("*")) return labels.every((label, at) => label === host[at])
	if (labels.length < rules.starLabelsMin) return false
	return labels.every((label, at) => {
		const given = host[at] ?? ""
		if (!label.includes("*")) return label === given
		return (at === 0 || rules.wildcard === "any") && matchesLabel(label, given, rules.wildcard)
	})
}

/** A star never stands inside an A-label: what it hides is no part of a name (RFC 6125 section 6.4.3). */
function matchesLabel(label: string, given: string, wildcard: NameRules["wildcard"]): boolean {
	if (label === "*") return true
	if (wildcard === "label" || label.startsWith("xn--")) return false
	const parts = label.split("*")
	if (parts.length > 2 && wildcard !== "any") return false
	if (wildcard !== "part" && given.startsWith("xn--")) return false
	if (wildcard === "edge" && parts[0] !== "" && parts.at(-1) !== "") return false
	return hasParts(given, parts)
}

/** True when the parts stand in the text in order, the first at its start and the last at its end. Linear, no backtracking. */
function hasParts(text: string, parts: readonly string[]): boolean {
	const [first = "", ...others] = parts
	const last = others.pop() ?? ""
	if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
		return false
	let at = first.length
	for (const part of others) {
		const found = text.indexOf(part, at)
		if (found < 0 || found + part.length > text.length - last.length) return false
		at = found + part.length
	}
	return true
}

/** Lower-case labels, without one trailing dot if asked; empty when too long for a host name. */
function splitHost(name: string, dropsDot: boolean): readonly string[] {
	if (name.length > 254) return []
	return (dropsDot ? name.replace(/\.$/, "") : name).toLowerCase().split(".")
}
