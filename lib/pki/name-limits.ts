import { err, ok, type Result } from "#base/result"
import { derValue } from "#x509/formats/der-writer"
import { parseIpAddress } from "#x509/ip-address"
import { readName } from "./read-name.ts"

/** A limit on the names that a CA vouches for: one base of a nameConstraints subtree (RFC 5280 section 4.2.1.10). */
export interface NameLimit {
	readonly kind: "dns" | "ip" | "uri" | "email"
	/** A domain, `address/bits`, the host of URIs, or a mail domain or address. */
	readonly base: string
}

/** Reads a domain (`example.org`), an address or a range (`10.0.0.0/8`), a mail domain (`@example.org`), or `spiffe://domain`. */
export function readNameLimit(typed: string): Result<NameLimit, string> {
	const text = typed.trim()
	const [address = "", bits, ...more] = text.split("/")
	const bytes = more.length === 0 ? parseIpAddress(address) : undefined
	if (bytes !== undefined) {
		const most = bytes.length * 8
		const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : most + 1
		if (length > most)
			return err(`${JSON.stringify(text)} is no range. Write at most /${most} after the address.`)
		return ok({ kind: "ip", base: `${address}/${length}` })
	}
	const uri = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(text)
	if (uri !== null) return withHost("uri", (uri[2] ?? "").replace(/\/$/, ""), text)
	if (text.startsWith("@")) return withHost("email", text.slice(1), text)
	if (text.includes("@")) {
		const mail = readName(text)
		return mail.ok ? ok({ kind: "email", base: mail.value.value }) : mail
	}
	return withHost("dns", text.replace(/^\*?\./, ""), text)
}

function withHost(kind: "dns" | "uri" | "email", host: string, text: string): Result<NameLimit, string> {
	const name = readName(host)
	if (!name.ok || name.value.kind !== "dns" || name.value.value.startsWith("*"))
		return err(
			`${JSON.stringify(text)} is no domain. Write it like example.org, 10.0.0.0/8, @example.org or spiffe://example.org.`,
		)
	return ok({ kind, base: name.value.value })
}

const generalNameTag = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const

/** The DER of a nameConstraints extension with these limits. */
export function encodeNameLimits(
	permitted: readonly NameLimit[],
	excluded: readonly NameLimit[],
): Uint8Array {
	const list = (tag: number, limits: readonly NameLimit[]) =>
		limits.length === 0
			? []
			: [
					derValue(
						tag,
						...limits.map((limit) => derValue(0x30, derValue(generalNameTag[limit.kind], baseBytes(limit)))),
					),
				]
	return derValue(0x30, ...list(0xa0, permitted), ...list(0xa1, excluded))
}

function baseBytes({ kind, base }: NameLimit): Uint8Array {
	if (kind !== "ip") return new TextEncoder().encode(base)
	const [address = "", bits = "0"] = base.split("/")
	const bytes = parseIpAddress(address) ?? new Uint8Array(4)
	const mask = bytes.map((_, at) => (0xff00 >> Math.min(8, Math.max(0, Number(bits) - at * 8))) & 0xff)
	return Uint8Array.from([...bytes.map((byte, at) => byte & (mask[at] ?? 0)), ...mask])
}
