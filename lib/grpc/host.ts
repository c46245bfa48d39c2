import { err, ok, type Result } from "#base/result"

/** A host as a gRPC client dials it: a name in ASCII, or an IP address in canonical text. */
export interface Host {
	readonly name: string
	readonly isIp: boolean
	readonly family?: 4 | 6
}

/** Why a text is no host: a sentence and what to write instead. */
export interface HostFailure {
	readonly text: string
	readonly hint: string
}

/** Longest host name in characters, without a trailing dot (RFC 1035 section 2.3.4). */
const nameLengthMax = 253
const hyphenated = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i

/**
 * Reads a host without brackets and port: a name (underscores allowed, as resolvers do), an IPv4 address in four
 * decimal numbers, or an IPv6 address. Internationalised names become their ASCII form (RFC 5891); a trailing dot
 * stays. Spellings that resolvers read as numbers (`0x7f.1`, `127.1`) are refused.
 */
export function parseHost(text: string): Result<Host, HostFailure> {
	if (text === "") return refuse("The host is empty.", "write a name or an address before the port")
	if (text.includes(":")) return parseIpv6(text)
	const ascii = toAscii(text)
	const labels = ascii?.replace(/\.$/, "").split(".") ?? []
	if (ascii !== undefined && looksLikeNumber(labels.at(-1) ?? "")) return parseIpv4(text, labels)
	if (ascii === undefined || !labels.every((label) => hyphenated.test(label))) {
		return refuse(`${quote(text)} is no host name.`, "use letters, digits, hyphens and dots only")
	}
	if (labels.join(".").length <= nameLengthMax) return ok({ name: ascii, isIp: false })
	return refuse(
		`The host name is longer than ${nameLengthMax} characters.`,
		"check for text that was pasted twice",
	)
}

function parseIpv4(text: string, labels: readonly string[]): Result<Host, HostFailure> {
	const isValid =
		labels.length === 4 && labels.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
	if (isValid && text === labels.join(".")) return ok({ name: text, isIp: true, family: 4 })
	return refuse(
		`${quote(text)} is no IPv4 address.`,
		"write four decimal numbers from 0 to 255, as in 127.0.0.1",
	)
}

function parseIpv6(text: string): Result<Host, HostFailure> {
	if (text.includes("%")) {
		const said = `${quote(text)} names a network interface, which cannot be dialled from here.`
		return refuse(said, "use an address that is not link-local")
	}
	const isPlain = /^[0-9a-f:.]+$/i.test(text)
	const canonical = isPlain ? URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1) : undefined
	if (canonical !== undefined) return ok({ name: canonical, isIp: true, family: 6 })
	return refuse(`${quote(text)} is no IPv6 address.`, "write it with its port as in [::1]:443")
}

/** A last label of digits or of hex digits after 0x makes resolvers read the whole name as an IPv4 address. */
function looksLikeNumber(label: string): boolean {
	return /^(\d+|0x[0-9a-f]*)$/i.test(label)
}

function toAscii(text: string): string | undefined {
	if (/^[\x21-\x7e]+$/.test(text)) return text
	if (/[/?#@\\%[\]]/.test(text)) return undefined
	return URL.parse(`http://${text}/`)?.hostname
}

function quote(text: string): string {
	return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function refuse(text: string, hint: string): Result<never, HostFailure> {
	return err({ text, hint })
}
