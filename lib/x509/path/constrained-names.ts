import type { ParsedCertificate } from "../certificate.ts"
import { parseIpAddress } from "../ip-address.ts"
import { type DistinguishedName, nameAttribute } from "../name.ts"
import type { NameConstraints, Subtree } from "../name-constraints.ts"
import { liveRules, type PathRules } from "./path-rules.ts"

/** A name of a certificate that name constraints apply to. */
type ConstrainedName =
	| { readonly kind: "dns" | "email" | "uri"; readonly text: string }
	| { readonly kind: "ip"; readonly text: string; readonly bytes: Uint8Array }
	| { readonly kind: "directory"; readonly text: string; readonly name: DistinguishedName }
	| { readonly kind: "other"; readonly text: string }

/** Comparisons of a name with a subtree that one certificate may cost, as in OpenSSL and BoringSSL. */
export const comparisonsMax = 1_048_576

/** How many comparisons the names of a certificate would take. */
export function countComparisons(certificate: ParsedCertificate, constraints: NameConstraints): number {
	const san = certificate.extensions.subjectAltName
	const alternative =
		san === undefined ? 0 : san.dns.length + san.ip.length + san.uri.length + san.email.length
	const attributes = certificate.subject.rdns.reduce((sum, rdn) => sum + rdn.length, 0)
	const names = alternative + (san?.directory.length ?? 0) + (san?.others ?? 0) + attributes
	return names * (constraints.permitted.length + constraints.excluded.length)
}

/**
 * Why a certificate breaks the name constraints of a CA above it, as the end of a sentence; undefined when it keeps
 * them (RFC 5280 section 4.2.1.10). Covers DNS, IP, URI, mail and directory names.
 */
export function findConstrainedName(
	certificate: ParsedCertificate,
	constraints: NameConstraints,
	rules: PathRules = liveRules,
): string | undefined {
	const dotted = [...constraints.permitted, ...constraints.excluded].find(
		(subtree) => subtree.kind === "dns" && subtree.base.startsWith("."),
	)
	if (rules.refusesDottedConstraint && dotted !== undefined)
		return "constrains DNS names with a leading dot, which RFC 5280 does not allow"
	for (const name of namesOf(certificate, rules)) {
		if (constraints.excluded.some((subtree) => isWithin(name, subtree, "excluded", rules))) {
			return `excludes ${name.text}`
		}
		const sameKind = constraints.permitted.filter((subtree) => subtree.kind === name.kind)
		if (sameKind.length > 0 && !sameKind.some((subtree) => isWithin(name, subtree, "permitted", rules))) {
			return `does not permit ${name.text}`
		}
	}
	return undefined
}

function namesOf(certificate: ParsedCertificate, rules: PathRules): ConstrainedName[] {
	const san = certificate.extensions.subjectAltName
	const { subject } = certificate
	const isMailBound = san === undefined || rules.constrainsSubjectMail
	const legacyMail = isMailBound ? nameAttribute(subject, "1.2.840.113549.1.9.1") : undefined
	const mails = [...(san?.email ?? []), ...(legacyMail === undefined ? [] : [legacyMail])]
	const directories = [...(subject.rdns.length > 0 ? [subject] : []), ...(san?.directory ?? [])]
	return [
		...(san?.dns ?? []).map((text) => ({ kind: "dns", text }) as const),
		...(san?.uri ?? []).map((text) => ({ kind: "uri", text }) as const),
		...mails.map((text) => ({ kind: "email", text }) as const),
		...(san?.ip ?? []).map(
			(text) => ({ kind: "ip", text, bytes: parseIpAddress(text) ?? new Uint8Array() }) as const,
		),
		...directories.map((name) => ({ kind: "directory", text: name.text, name }) as const),
		...((san?.others ?? 0) > 0 ? [{ kind: "other", text: "a name of another form" } as const] : []),
	]
}

/** Doubt goes against the certificate: what cannot be compared is excluded and is not permitted. */
function isWithin(
	name: ConstrainedName,
	subtree: Subtree,
	list: "excluded" | "permitted",
	rules: PathRules,
): boolean {
	const inDoubt = list === "excluded"
	if (name.kind === "ip" && subtree.kind === "ip") return isInRange(name.bytes, subtree.address, subtree.mask)
	if (name.kind === "directory" && subtree.kind === "directory") {
		return subtree.base.keys.every((key, index) => name.name.keys[index] === key)
	}
	if (name.kind === "other" || subtree.kind === "other") return name.kind === subtree.kind && inDoubt
	if (name.kind === "dns" && subtree.kind === "dns")
		return isInDomain(name.text, subtree.base, list === "excluded" && rules.wildcardMeetsExcluded)
	if (name.kind === "email" && subtree.kind === "email")
		return isInMailDomain(name.text, subtree.base) ?? inDoubt
	if (name.kind === "uri" && subtree.kind === "uri")
		return isInHost(hostOfUri(name.text), subtree.base) ?? inDoubt
	return false
}

function isInRange(bytes: Uint8Array, address: Uint8Array, mask: Uint8Array): boolean {
	if (bytes.length !== address.length) return false
	return bytes.every((byte, at) => (byte & (mask[at] ?? 0)) === ((address[at] ?? 0) & (mask[at] ?? 0)))
}

function isInDomain(text: string, base: string, meetsWildcard: boolean): boolean {
	const name = text.toLowerCase()
	const domain = base.toLowerCase()
	if (domain === "" || domain === ".") return true
	if (domain.startsWith(".")) return name.endsWith(domain)
	if (name === domain || name.endsWith(`.${domain}`)) return true
	const isWildcardAbove = name.startsWith("*.") && domain.slice(domain.indexOf(".")) === name.slice(1)
	return meetsWildcard && isWildcardAbove
}

function isInMailDomain(text: string, base: string): boolean | undefined {
	const at = text.lastIndexOf("@")
	if (at < 1) return undefined
	const host = text.slice(at + 1)
	if (!base.includes("@")) return isInHost(host, base)
	const baseAt = base.lastIndexOf("@")
	const isSameMailbox = text.slice(0, at) === base.slice(0, baseAt)
	return isSameMailbox && host.toLowerCase() === base.slice(baseAt + 1).toLowerCase()
}

/** A base with a leading dot stands for hosts below it, without one for exactly that host. */
function isInHost(host: string | undefined, base: string): boolean | undefined {
	if (host === undefined || host === "" || parseIpAddress(host) !== undefined) return undefined
	const [name, domain] = [host.toLowerCase(), base.toLowerCase()]
	if (domain === "") return true
	return domain.startsWith(".") ? name.endsWith(domain) : name === domain
}

/** The host of a URI as written, without user information and port (RFC 3986 section 3.2). */
function hostOfUri(uri: string): string | undefined {
	const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(uri)?.[1]
	return authority?.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "")
}
