import { concatBytes, fromHex } from "#base/bytes"

/** Hex as bytes; a test that misspells hex fails loudly. */
export function hex(text: string): Uint8Array {
	const bytes = fromHex(text)
	if (bytes === undefined) throw new Error(`not hex: ${text.slice(0, 40)}`)
	return bytes
}

/** A number in `width` bytes. */
export function number(value: number, width: number): Uint8Array {
	return Uint8Array.from(
		{ length: width },
		(_, index) => Math.floor(value / 2 ** (8 * (width - 1 - index))) & 0xff,
	)
}

/** A vector with its length in `width` bytes. */
export function vector(width: number, ...parts: Uint8Array[]): Uint8Array {
	const content = concatBytes(parts)
	return concatBytes([number(content.length, width), content])
}

/** A handshake message with its header. */
export function handshake(type: number, ...parts: Uint8Array[]): Uint8Array {
	return concatBytes([number(type, 1), vector(3, ...parts)])
}

/** A record with its header. */
export function record(type: number, payload: Uint8Array, version = 0x0303): Uint8Array {
	return concatBytes([number(type, 1), number(version, 2), vector(2, payload)])
}

/** An extension with its header. */
export function extension(type: number, ...parts: Uint8Array[]): Uint8Array {
	return concatBytes([number(type, 2), vector(2, ...parts)])
}

/** Text as bytes. */
export function ascii(text: string): Uint8Array {
	return new TextEncoder().encode(text)
}
