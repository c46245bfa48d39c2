import { toHex } from "#base/bytes"
import { type DerReader, derTag } from "./der.ts"
import { decodeText, readOid } from "./der-values.ts"
import { attributeTypeNames } from "./oids.ts"

/** One attribute of a relative distinguished name. */
export interface NameAttribute {
	readonly oid: string
	/** The value as text; hex of its DER with `#` in front when it is no character string. */
	readonly value: string
	/** DER of the value. */
	readonly raw: Uint8Array
}

/** A distinguished name (RFC 5280 section 4.1.2.4), in the order of the encoding. */
export interface DistinguishedName {
	readonly rdns: readonly (readonly NameAttribute[])[]
	/** RFC 4514 text: last RDN first, comma without space. Empty string for an empty name. */
	readonly text: string
	/** One comparison key per RDN: equal keys are equal RDNs under RFC 5280 section 7.1. */
	readonly keys: readonly string[]
}

/** At most this many attributes are read from one name. */
const attributesMax = 5_000

/** Reads a Name. Character strings are compared without case and with white space collapsed, as RFC 5280 asks. */
export function readName(reader: DerReader, field: string): DistinguishedName {
	return readRdnSequence(reader.enter(field), field)
}

/** Reads the RDNs that a reader holds, up to its end. */
export function readRdnSequence(sequence: DerReader, field: string): DistinguishedName {
	const rdns: NameAttribute[][] = []
	let count = 0
	while (sequence.hasMore) {
		const set = sequence.enter("rdn", derTag.set)
		const attributes: NameAttribute[] = []
		while (set.hasMore) {
			count += 1
			if (count > attributesMax) set.fail("too-large", field, `has more than ${attributesMax} attributes`)
			attributes.push(readAttribute(set))
		}
		rdns.push(attributes)
	}
	return { rdns, text: renderName(rdns), keys: rdns.map(comparisonKey) }
}

/** True when both names are the same under RFC 5280 section 7.1. */
export function isSameName(a: DistinguishedName, b: DistinguishedName): boolean {
	return a.keys.length === b.keys.length && a.keys.every((key, index) => key === b.keys[index])
}

/** The first value of an attribute, e.g. `nameAttribute(subject, "2.5.4.3")` is the first common name. */
export function nameAttribute(name: DistinguishedName, oid: string): string | undefined {
	for (const rdn of name.rdns) {
		for (const attribute of rdn) {
			if (attribute.oid === oid) return attribute.value
		}
	}
	return undefined
}

function readAttribute(set: DerReader): NameAttribute {
	const pair = set.enter("attribute")
	const oid = readOid(pair, "type")
	const value = pair.read("value")
	return { oid, value: decodeText(value) ?? `#${toHex(value.raw)}`, raw: value.raw }
}

function renderName(rdns: readonly (readonly NameAttribute[])[]): string {
	return rdns
		.map((rdn) => rdn.map(renderAttribute).join("+"))
		.reverse()
		.join(",")
}

/** RFC 4514 section 2.3: a type without a short name, or a value that is no text, is shown as hex of its DER. */
function renderAttribute({ oid, value, raw }: NameAttribute): string {
	const type = attributeTypeNames[oid]
	const isHex = value === `#${toHex(raw)}`
	return type === undefined || isHex ? `${type ?? oid}=#${toHex(raw)}` : `${type}=${escapeValue(value)}`
}

/** RFC 4514 section 2.4. */
function escapeValue(value: string): string {
	const special = value.replace(/[\\",+;<>]/g, (character) => `\\${character}`)
	return Array.from(special, escapeControl)
		.join("")
		.replace(/^[ #]/, (character) => `\\${character}`)
		.replace(/ $/, "\\ ")
}

/** Control characters as their code in hex, so that a name never breaks a line or a terminal. */
function escapeControl(character: string): string {
	const code = character.charCodeAt(0)
	return code < 0x20 || code === 0x7f ? `\\${code.toString(16).padStart(2, "0").toUpperCase()}` : character
}

function comparisonKey(rdn: readonly NameAttribute[]): string {
	return rdn
		.map(({ oid, value }) => `${oid}=${JSON.stringify(value.trim().replace(/\s+/g, " ").toLowerCase())}`)
		.sort()
		.join("+")
}
