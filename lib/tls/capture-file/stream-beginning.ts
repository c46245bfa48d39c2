import { recordLengthMax } from "../wire/record.ts"
import { u16, u32 } from "./packet-bytes.ts"

/** True for bytes that begin with the header of a TLS record (RFC 8446 section 5.1), as far as one can tell. */
export function beginsRecord(bytes: Uint8Array): boolean {
	const type = bytes[0] ?? 0
	const length = u16(bytes, 3)
	const isHeader = type >= 20 && type <= 24 && bytes[1] === 3 && (bytes[2] ?? 255) <= 4
	return isHeader && length > 0 && length <= recordLengthMax
}

/**
 * True for bytes that begin with the head of an HTTP/2 frame (RFC 9113 section 4.1), as far as one can tell: a known
 * type with flags that exist, at most 64 KiB long, on one of the first million streams. Sealed bytes look so once in
 * some billion.
 */
export function beginsFrame(bytes: Uint8Array): boolean {
	const [high, , , type = 255, flags = 255] = bytes
	if (bytes.length < 9 || high !== 0 || type > 9 || (flags & 0xd2) !== 0) return false
	const length = u16(bytes, 1)
	const fixed = fixedLengths[type]
	if (fixed !== undefined && fixed !== length) return false
	const stream = u32(bytes, 5)
	const isOfConnection = type === 4 || type === 6 || type === 7
	return isOfConnection
		? stream === 0
		: type === 8
			? stream < 0x10_0000
			: stream < 0x10_0000 && stream % 2 === 1
}

/** Lengths that PRIORITY, RST_STREAM, PING and WINDOW_UPDATE have. */
const fixedLengths: Readonly<Record<number, number>> = { 2: 5, 3: 4, 6: 8, 8: 4 }

/** True for bytes in which every record is followed by another or by the end; the last, even its header, may be cut. */
export function holdsRecords(bytes: Uint8Array): boolean {
	let at = 0
	while (at + headerLength <= bytes.length) {
		if (!beginsRecord(bytes.subarray(at, at + headerLength))) return false
		at += headerLength + u16(bytes, at + 3)
	}
	const [type = 0, major = 3] = bytes.subarray(at)
	return at > 0 && (at >= bytes.length || (type >= 20 && type <= 24 && major === 3))
}

const headerLength = 5

/** True for bytes with which TLS begins: a record with a ClientHello, a ServerHello or an alert in the clear. */
export function beginsTls(bytes: Uint8Array): boolean {
	if (!beginsRecord(bytes)) return false
	const [type, , , , , first] = bytes
	return type === 21 ? u16(bytes, 3) === 2 : type === 22 && (first === 1 || first === 2)
}

/**
 * True for bytes with which a stream that is not TLS may begin, rather than go on: a line of text (the preface of
 * HTTP/2 is one) or a server's SETTINGS, which HTTP/2 demands as its first frame (RFC 9113 section 3.4).
 */
export function beginsStream(bytes: Uint8Array): boolean {
	const isSettings = bytes[3] === 4 && bytes.length >= 9 && u32(bytes, 5) === 0 && u16(bytes, 0) === 0
	return isSettings || bytes.subarray(0, 4).every((byte) => byte >= 0x20 && byte < 0x7f)
}
