import { concatBytes } from "#base/bytes"

/** Two bytes, the most significant first. */
export function u16(value: number): Uint8Array {
	return Uint8Array.of((value >> 8) & 0xff, value & 0xff)
}

/** Two-byte numbers one after the other. */
export function u16List(values: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(values.length * 2)
	values.forEach((value, index) => {
		bytes[index * 2] = (value >> 8) & 0xff
		bytes[index * 2 + 1] = value & 0xff
	})
	return bytes
}

/** The parts behind a length of one byte; at most 255 bytes. */
export function vector8(...parts: readonly Uint8Array[]): Uint8Array {
	return withLength(parts, 1)
}

/** The parts behind a length of two bytes; at most 65,535 bytes. */
export function vector16(...parts: readonly Uint8Array[]): Uint8Array {
	return withLength(parts, 2)
}

/** The parts behind a length of three bytes. */
export function vector24(...parts: readonly Uint8Array[]): Uint8Array {
	return withLength(parts, 3)
}

/** Throws RangeError where the parts are longer than their length can say: a caller's bug, never the peer's doing. */
function withLength(parts: readonly Uint8Array[], lengthBytes: number): Uint8Array {
	const body = concatBytes(parts)
	if (body.length >= 2 ** (lengthBytes * 8)) throw new RangeError(`${body.length} bytes do not fit`)
	const length = Array.from(
		{ length: lengthBytes },
		(_, index) => body.length >> ((lengthBytes - 1 - index) * 8),
	)
	return concatBytes([Uint8Array.from(length, (byte) => byte & 0xff), body])
}
