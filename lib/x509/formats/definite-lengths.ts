import { concatBytes, ReadError, type ReadFailure, readBytes } from "#base/bytes"
import { ok, type Result } from "#base/result"
import { derValue } from "./der-writer.ts"

const depthMax = 32
const valuesMax = 50_000
const octetString = 0x24
const octetStringPrimitive = 0x04

/**
 * Turns BER into definite, minimal lengths, and strings made of parts into whole ones: keystores written by older
 * Java, Windows and NSS use them (X.690 section 8.1.3). DER comes back as it is. At most 32 levels and 50,000 values.
 */
export function definiteLengths(bytes: Uint8Array): Result<Uint8Array, ReadFailure> {
	if (!mayBeBer(bytes)) return ok(bytes)
	return readBytes(bytes, "ber", () => {
		const state = { count: 0 }
		const [value, end] = readValue(bytes, 0, bytes.length, 0, state)
		return end < bytes.length ? concatBytes([value, bytes.subarray(end)]) : value
	})
}

/** True when the outermost lengths are indefinite somewhere; read without following the values. */
function mayBeBer(bytes: Uint8Array): boolean {
	for (let at = 0; at + 1 < bytes.length; at += 1) {
		if (bytes[at + 1] === 0x80 && ((bytes[at] ?? 0) & 0x20) !== 0) return true
		if (bytes[at] === octetString) return true
	}
	return false
}

type State = { count: number }

function readValue(
	bytes: Uint8Array,
	start: number,
	limit: number,
	depth: number,
	state: State,
): readonly [Uint8Array, number] {
	state.count += 1
	if (depth > depthMax || state.count > valuesMax) fail("too-large", start, "is nested too deeply")
	const tag = byteAt(bytes, start, limit)
	const first = byteAt(bytes, start + 1, limit)
	const isConstructed = (tag & 0x20) !== 0
	if (first === 0x80) {
		if (!isConstructed) fail("invalid", start, "has an indefinite length on a primitive value")
		return readParts(bytes, start + 2, limit, undefined, { tag, depth, state })
	}
	const [length, bodyAt] = readLength(bytes, start + 1, limit)
	const end = bodyAt + length
	if (end > limit) fail("truncated", start, `needs ${length} bytes, ${limit - bodyAt} are left`)
	if (isConstructed) return readParts(bytes, bodyAt, end, end, { tag, depth, state })
	return [derValue(tag, bytes.subarray(bodyAt, end)), end]
}

function readParts(
	bytes: Uint8Array,
	from: number,
	limit: number,
	end: number | undefined,
	{ tag, depth, state }: { tag: number; depth: number; state: State },
): readonly [Uint8Array, number] {
	const parts: Uint8Array[] = []
	let at = from
	while (end === undefined ? !isEndOfContents(bytes, at, limit) : at < end) {
		const [part, next] = readValue(bytes, at, limit, depth + 1, state)
		parts.push(part)
		at = next
	}
	const after = end ?? at + 2
	const isString = tag === octetString || tag === 0xa0
	if (!isString || !parts.every(isOctets) || (tag !== octetString && parts.length < 2)) {
		return [derValue(tag, concatBytes(parts)), after]
	}
	const whole = tag === octetString ? octetStringPrimitive : tag & ~0x20
	return [derValue(whole, concatBytes(parts.map(bodyOf))), after]
}

function isOctets(part: Uint8Array): boolean {
	return part[0] === octetStringPrimitive
}

function bodyOf(part: Uint8Array): Uint8Array {
	const [length, at] = readLength(part, 1, part.length)
	return part.subarray(at, at + length)
}

function isEndOfContents(bytes: Uint8Array, at: number, limit: number): boolean {
	return byteAt(bytes, at, limit) === 0 && byteAt(bytes, at + 1, limit) === 0
}

function readLength(bytes: Uint8Array, at: number, limit: number): readonly [number, number] {
	const first = byteAt(bytes, at, limit)
	if (first < 0x80) return [first, at + 1]
	const count = first - 0x80
	if (count > 4) fail("too-large", at, `announces a length of ${count} bytes`)
	let length = 0
	for (let index = 1; index <= count; index += 1) length = length * 0x100 + byteAt(bytes, at + index, limit)
	return [length, at + 1 + count]
}

function byteAt(bytes: Uint8Array, at: number, limit: number): number {
	const byte = at < limit ? bytes[at] : undefined
	return byte ?? fail("truncated", at, "ends too early")
}

function fail(kind: ReadFailure["kind"], offset: number, text: string): never {
	throw new ReadError({ kind, field: "ber", offset, text: `the encoding ${text} (at byte ${offset})` })
}
