import { ByteReader, ReadError, toHex } from "#base/bytes"

/** Short names of attributes: RFC 4514 section 3 and the descriptors that RFC 4519 and RFC 2985 register. */
const attributeNames: ReadonlyMap<string, string> = new Map([
	["2.5.4.3", "CN"],
	["2.5.4.4", "SN"],
	["2.5.4.5", "serialNumber"],
	["2.5.4.6", "C"],
	["2.5.4.7", "L"],
	["2.5.4.8", "ST"],
	["2.5.4.9", "STREET"],
	["2.5.4.10", "O"],
	["2.5.4.11", "OU"],
	["2.5.4.12", "title"],
	["2.5.4.15", "businessCategory"],
	["2.5.4.17", "postalCode"],
	["2.5.4.42", "givenName"],
	["2.5.4.43", "initials"],
	["2.5.4.45", "x500UniqueIdentifier"],
	["2.5.4.46", "dnQualifier"],
	["2.5.4.97", "organizationIdentifier"],
	["0.9.2342.19200300.100.1.1", "UID"],
	["0.9.2342.19200300.100.1.25", "DC"],
	["1.2.840.113549.1.9.1", "emailAddress"],
])

/**
 * A DER name as RFC 4514 text, most specific part first. A name that is no valid DER becomes `#` and its bytes in hex,
 * so that nothing the peer sent is lost. Never throws.
 */
export function renderDistinguishedName(der: Uint8Array): string {
	try {
		const outer = new ByteReader(der, "name")
		const sequence = element(outer, 0x30)
		outer.expectEmpty("")
		const parts: string[] = []
		while (sequence.left > 0) parts.push(relativeName(element(sequence, 0x31)))
		return parts.reverse().join(",")
	} catch (cause) {
		if (!(cause instanceof ReadError)) throw cause
		return `#${toHex(der)}`
	}
}

function relativeName(set: ByteReader): string {
	const pairs: string[] = []
	while (set.left > 0) {
		const pair = element(set, 0x30)
		const oid = renderOid(element(pair, 0x06).rest())
		const whole = pair.peek()
		const tag = pair.u8("value")
		const value = pair.sub(derLength(pair), "value").rest()
		pair.expectEmpty("pair")
		const name = attributeNames.get(oid)
		const text = name === undefined ? undefined : decodeString(tag, value)
		pairs.push(`${name ?? oid}=${text === undefined ? `#${toHex(whole)}` : escapeValue(text)}`)
	}
	return pairs.join("+")
}

function element(reader: ByteReader, tag: number): ByteReader {
	const found = reader.u8("tag")
	if (found !== tag) reader.fail("invalid", "tag", `expected tag ${tag}, found ${found}`)
	return reader.sub(derLength(reader), "element")
}

function derLength(reader: ByteReader): number {
	const first = reader.u8("length")
	if (first < 0x80) return first
	if (first === 0x81) return reader.u8("length")
	if (first === 0x82) return reader.u16("length")
	return reader.fail("invalid", "length", "the length has a form that DER names never need")
}

function renderOid(bytes: Uint8Array): string {
	const arcs: number[] = []
	let value = 0
	for (const byte of bytes) {
		value = value * 128 + (byte & 0x7f)
		if (byte < 0x80) {
			arcs.push(value)
			value = 0
		}
	}
	const [first = 0, ...others] = arcs
	const root = Math.min(2, Math.floor(first / 40))
	return [root, first - root * 40, ...others].join(".")
}

/** UTF8String, PrintableString, TeletexString, IA5String, NumericString, BMPString; undefined for other types. */
function decodeString(tag: number, value: Uint8Array): string | undefined {
	if (tag === 0x0c) return new TextDecoder().decode(value)
	if (tag === 0x12 || tag === 0x13 || tag === 0x14 || tag === 0x16) {
		return Array.from(value, (byte) => String.fromCharCode(byte)).join("")
	}
	if (tag === 0x1e && value.length % 2 === 0) {
		const units: string[] = []
		for (let at = 0; at < value.length; at += 2) {
			units.push(String.fromCharCode((value[at] ?? 0) * 0x100 + (value[at + 1] ?? 0)))
		}
		return units.join("")
	}
	return undefined
}

/** RFC 4514 section 2.4; control characters become `\XX` too, so that none reaches a terminal. */
function escapeValue(text: string): string {
	const escaped = Array.from(text, (character) => {
		const code = character.charCodeAt(0)
		if (code < 0x20 || code === 0x7f) return `\\${code.toString(16).padStart(2, "0").toUpperCase()}`
		return '"+,;<>\\'.includes(character) ? `\\${character}` : character
	})
	if (escaped[0] === " " || escaped[0] === "#") escaped[0] = `\\${escaped[0]}`
	const last = escaped.length - 1
	if (last > 0 && escaped[last] === " ") escaped[last] = "\\ "
	return escaped.join("")
}
