/** A code point that the registry does not name, in a stable readable form: `0x1a2b`. */
export function unknownCode(code: number): string {
	return `0x${code.toString(16).padStart(4, "0")}`
}

/** True for the values that clients sprinkle in to keep servers tolerant: 0x0a0a, 0x1a1a … 0xfafa (RFC 8701). */
export function isGrease(code: number): boolean {
	return (code & 0x0f0f) === 0x0a0a && code >> 8 === (code & 0xff)
}

/** The name of a two-byte code point: the table's, else `GREASE (0x0a0a)`, else `0x1a2b`. */
export function codeName(table: ReadonlyMap<number, string>, code: number): string {
	const name = table.get(code)
	if (name !== undefined) return name
	return isGrease(code) ? `GREASE (${unknownCode(code)})` : unknownCode(code)
}
