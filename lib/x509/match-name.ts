import type { CertificateDescription } from "./description.ts"
import { formatIpAddress, parseIpAddress } from "./ip-address.ts"

/** What is compared: a name or an address that a client wants, against a leaf's subject alternative names. */
export interface NameQuestion {
	/** DNS name or IP literal. */
	readonly wanted: string
	/** Absent: an IP literal is an IP, everything else is a DNS name. */
	readonly kind?: "dns" | "ip"
	readonly description: Pick<CertificateDescription, "sans" | "commonName">
}

/** The answer: what was wanted, what the certificate has, what matched, or which rule says why nothing did. */
export interface NameMatch {
	readonly isMatch: boolean
	readonly wanted: string
	readonly kind: "dns" | "ip"
	/** The SAN that matched. */
	readonly matched?: string
	/** The SANs that were compared with; of all kinds when none of the right kind is there. */
	readonly got: readonly string[]
	/** Present when nothing matched. */
	readonly rule?: "hostname-mismatch" | "ip-san-missing" | "cn-only-no-san" | "uri-san-only"
	/** A plain sentence. */
	readonly text: string
}

/**
 * Matches a server name as Go's crypto/x509 and rustls do, hence as grpc-go and tonic do: the common name is never
 * looked at, an IP matches iPAddress SANs only, a wildcard stands for exactly the whole left-most label, and one
 * trailing dot of the wanted name is ignored (RFC 6125 section 6.4, RFC 9525 section 6).
 */
export function matchServerName({ wanted, kind, description }: NameQuestion): NameMatch {
	const address = kind === "dns" ? undefined : parseIpAddress(wanted)
	if (kind === "ip" || address !== undefined) return matchIp(wanted, address, description)
	const { dns } = description.sans
	const name = toComparable(wanted, true)
	const matched = name === undefined ? undefined : dns.find((pattern) => matchesPattern(pattern, name))
	const base = { wanted, kind: "dns", got: namesShown(dns, description) } as const
	if (matched === undefined) return { ...base, isMatch: false, ...explainDns(wanted, description) }
	return { ...base, isMatch: true, matched, text: `DNS name ${matched} covers ${wanted}.` }
}

function matchIp(
	wanted: string,
	address: Uint8Array | undefined,
	description: NameQuestion["description"],
): NameMatch {
	const { ip } = description.sans
	const canonical = address === undefined ? undefined : formatIpAddress(address)
	const matched = ip.find((candidate) => candidate === canonical)
	const base = { wanted, kind: "ip", got: namesShown(ip, description) } as const
	if (matched !== undefined)
		return { ...base, isMatch: true, matched, text: `IP address ${matched} is listed.` }
	if (ip.length === 0) {
		const text = `The certificate lists no IP address, so it cannot prove ${wanted}. ${listNames(description)}`
		return { ...base, isMatch: false, rule: "ip-san-missing", text }
	}
	const text = `The certificate is for IP ${shorten(ip)}, not for ${wanted}.`
	return { ...base, isMatch: false, rule: "ip-san-missing", text }
}

type Explanation = Required<Pick<NameMatch, "text">> & { readonly rule: NonNullable<NameMatch["rule"]> }

function explainDns(wanted: string, description: NameQuestion["description"]): Explanation {
	const { sans, commonName } = description
	const isEmpty = sans.dns.length + sans.ip.length + sans.uri.length + sans.email.length === 0
	if (isEmpty && commonName !== undefined) {
		const text = `The certificate names ${quote(commonName)} only in its common name, which current clients ignore; it has no subject alternative name.`
		return { rule: "cn-only-no-san", text }
	}
	if (sans.dns.length === 0 && sans.ip.length === 0 && sans.uri.length > 0) {
		const text = `The certificate identifies ${shorten(sans.uri)} by URI only; it has no DNS name to match ${wanted}.`
		return { rule: "uri-san-only", text }
	}
	return {
		rule: "hostname-mismatch",
		text: `${listNames(description)} ${noneIs(description)} ${quote(wanted)}.`,
	}
}

function noneIs({ sans }: NameQuestion["description"]): string {
	const count = sans.dns.length + sans.ip.length + sans.uri.length + sans.email.length
	if (count === 0) return "So it is not for"
	return count === 1 ? "That is not" : "None of them is"
}

function listNames({ sans }: NameQuestion["description"]): string {
	const all = [...sans.dns, ...sans.ip, ...sans.uri, ...sans.email]
	return all.length === 0 ? "It has no subject alternative name." : `The certificate is for ${shorten(all)}.`
}

function namesShown(own: readonly string[], { sans }: NameQuestion["description"]): readonly string[] {
	return own.length > 0 ? own : [...sans.dns, ...sans.ip, ...sans.uri, ...sans.email]
}

function shorten(names: readonly string[]): string {
	const shown = names.slice(0, 5).map(quote).join(", ")
	return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}

/** Control and non-ASCII characters escaped, at most 255 characters: the name came from a peer. */
function quote(name: string): string {
	const text = name.slice(0, 255)
	return /^[\x21-\x7e]+$/.test(text) ? text : JSON.stringify(text)
}

function matchesPattern(pattern: string, name: string): boolean {
	const comparable = toComparable(pattern, false)
	if (comparable === undefined) return false
	if (!comparable.startsWith("*.")) return comparable === name
	const dot = name.indexOf(".")
	return dot > 0 && name.slice(dot) === comparable.slice(1)
}

/** Lower case without the trailing dot (of a wanted name); undefined when it is no host name, so it can match nothing. */
function toComparable(text: string, isWanted: boolean): string | undefined {
	const bare = isWanted && text.endsWith(".") ? text.slice(0, -1) : text
	const name = bare.toLowerCase()
	if (name.length === 0 || name.length > 253) return undefined
	const labels = name.split(".")
	const isValid = labels.every((label, index) => {
		if (!isWanted && index === 0 && label === "*") return labels.length > 1
		return /^[a-z0-9_-]{1,63}$/.test(label) && !label.startsWith("-")
	})
	return isValid ? name : undefined
}
