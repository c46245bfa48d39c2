import { type DerReader, type DerValue, derTag } from "./der.ts"

const oidBytesMax = 64

/** Reads an OBJECT IDENTIFIER as dotted text (X.690 section 8.19). At most 64 bytes; arcs up to 2^53. */
export function readOid(reader: DerReader, field: string): string {
	return decodeOid(reader, reader.read(field, derTag.oid).body, field)
}

/** Decodes the body of an OBJECT IDENTIFIER. */
export function decodeOid(reader: DerReader, body: Uint8Array, field: string): string {
	if (body.length === 0 || body.length > oidBytesMax) {
		reader.fail("invalid", field, `is an object identifier of ${body.length} bytes`)
	}
	const arcs: number[] = []
	let arc = 0
	let isOpen = false
	for (const byte of body) {
		arc = arc * 0x80 + (byte & 0x7f)
		if (!Number.isSafeInteger(arc)) reader.fail("invalid", field, "has an arc that is too large")
		isOpen = byte >= 0x80
		if (isOpen) continue
		arcs.push(arc)
		arc = 0
	}
	if (isOpen) reader.fail("truncated", field, "ends inside an arc")
	const [first = 0, ...others] = arcs
	const root = Math.min(2, Math.floor(first / 40))
	return [root, first - root * 40, ...others].join(".")
}

/** Reads a BOOLEAN; DER knows 0x00 and 0xff, every other value counts as true. */
export function readBoolean(reader: DerReader, field: string): boolean {
	const { body } = reader.read(field, derTag.boolean)
	if (body.length !== 1) reader.fail("invalid", field, "is a BOOLEAN that is not one byte")
	return body[0] !== 0
}

/** Reads a non-negative INTEGER that fits 31 bits. */
export function readSmallInteger(reader: DerReader, field: string, tag: number = derTag.integer): number {
	return decodeSmallInteger(reader, reader.read(field, tag).body, field)
}

/** Decodes the body of a non-negative INTEGER that fits 31 bits. */
export function decodeSmallInteger(reader: DerReader, body: Uint8Array, field: string): number {
	const [first = 0x80] = body
	if (first >= 0x80) reader.fail("invalid", field, "is a negative or empty INTEGER")
	if (body.length > 4) reader.fail("too-large", field, "is an INTEGER of more than 31 bits")
	return body.reduce((value, byte) => value * 0x100 + byte, 0)
}

/** Decodes the body of a BIT STRING whose bits are all bytes, e.g. a key or a signature. */
export function decodeBitString(reader: DerReader, body: Uint8Array, field: string): Uint8Array {
	if (body.length === 0) reader.fail("truncated", field, "is an empty BIT STRING")
	if (body[0] !== 0) reader.fail("invalid", field, "is a BIT STRING that does not end on a byte")
	return body.subarray(1)
}

/**
 * Reads a Time (RFC 5280 section 4.1.2.5): UTCTime `YYMMDDHHMMSSZ` or GeneralizedTime `YYYYMMDDHHMMSSZ`.
 * Answers milliseconds since 1970-01-01 UTC.
 */
export function readTime(reader: DerReader, field: string): number {
	const value = reader.read(field)
	const text = latin1(value.body)
	const isUtc = value.tag === derTag.utcTime
	if (!isUtc && value.tag !== derTag.generalizedTime) reader.fail("invalid", field, "is not a time")
	const parts = (isUtc ? utcPattern : generalizedPattern).exec(text)
	if (parts === null)
		reader.fail("invalid", field, `is a malformed time: ${JSON.stringify(text.slice(0, 32))}`)
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number)
	const fullYear = isUtc ? year + (year >= 50 ? 1900 : 2000) : year
	const date = new Date(0)
	date.setUTCFullYear(fullYear, month - 1, day)
	date.setUTCHours(hour, minute, second, 0)
	const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
	if (!isReal || hour > 23 || minute > 59 || second > 59) {
		reader.fail("invalid", field, `is no real point in time: ${text}`)
	}
	return date.getTime()
}

const utcPattern = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
const generalizedPattern = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/

const utf8 = new TextDecoder("utf-8")

/** Decodes a character string by its tag; undefined when the tag is no character string. */
export function decodeText(value: DerValue): string | undefined {
	switch (value.tag) {
		case 0x0c:
			return utf8.decode(value.body)
		case 0x12:
		case 0x13:
		case 0x14:
		case 0x16:
		case 0x1a:
			return latin1(value.body)
		case 0x1e:
			return wide(value.body, 2)
		case 0x1c:
			return wide(value.body, 4)
		default:
			return undefined
	}
}

/** One character per byte: reads IA5String without losing or inventing a byte. */
export function latin1(body: Uint8Array): string {
	let text = ""
	for (const byte of body) text += String.fromCharCode(byte)
	return text
}

function wide(body: Uint8Array, width: 2 | 4): string {
	let text = ""
	for (let at = 0; at + width <= body.length; at += width) {
		const code = body.subarray(at, at + width).reduce((value, byte) => value * 0x100 + byte, 0)
		text += code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd"
	}
	return text
}
