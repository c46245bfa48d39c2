import { concatBytes } from "#base/bytes"

/** One value of DER: identifier octet, minimal length, and the parts one after the other. */
export function derValue(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
	const body = concatBytes(parts)
	return concatBytes([Uint8Array.from([tag, ...lengthBytes(body.length)]), body])
}

function lengthBytes(length: number): number[] {
	if (length < 0x80) return [length]
	const bytes: number[] = []
	for (let left = length; left > 0; left = Math.floor(left / 0x100)) bytes.unshift(left % 0x100)
	return [0x80 + bytes.length, ...bytes]
}
