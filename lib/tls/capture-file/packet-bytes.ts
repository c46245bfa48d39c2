/** Two bytes, big-endian; 0 for what lies behind the end. */
export function u16(bytes: Uint8Array, at: number): number {
	return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

/** Four bytes, big-endian and unsigned; 0 for what lies behind the end. */
export function u32(bytes: Uint8Array, at: number): number {
	return ((u16(bytes, at) << 16) | u16(bytes, at + 2)) >>> 0
}

/** Four bytes of either order, unsigned; 0 for what lies behind the end. */
export function u32Of(bytes: Uint8Array, at: number, littleEndian: boolean): number {
	if (!littleEndian) return u32(bytes, at)
	const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
	return (low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
}
