/** A run of bytes inside a message. Offsets in bytes from the message's first byte. */
export interface ByteRange {
	readonly offset: number
	readonly length: number
}

/** One line of a dump: sixteen bytes at most. */
export interface ByteRow {
	readonly offset: number
	/** Two hex digits each. */
	readonly bytes: readonly string[]
	/** The same bytes as text; a dot for what is not printable ASCII. */
	readonly text: string
}

/** Bytes on one line of a dump. */
export const bytesPerRow = 16

/** Cuts hex (two digits a byte, no separators) into lines of sixteen; at most `rowsMax` of them. An odd last digit is left out. */
export function byteRows(hex: string, rowsMax: number): readonly ByteRow[] {
	const rows: ByteRow[] = []
	const width = bytesPerRow * 2
	for (let at = 0; at + 2 <= hex.length && rows.length < rowsMax; at += width) {
		const bytes = hex.slice(at, at + width).match(/../g) ?? []
		rows.push({ offset: at / 2, bytes, text: bytes.map(printable).join("") })
	}
	return rows
}

/** How many bytes a hex text holds. */
export function byteCount(hex: string): number {
	return Math.floor(hex.length / 2)
}

/** The part of `range` that lies on the line that starts at `rowOffset`, as column numbers; undefined: nothing of it. */
export function litColumns(
	range: ByteRange | undefined,
	rowOffset: number,
): { readonly from: number; readonly to: number } | undefined {
	if (range === undefined || range.length <= 0) return undefined
	const from = Math.max(range.offset, rowOffset)
	const to = Math.min(range.offset + range.length, rowOffset + bytesPerRow)
	return from < to ? { from: from - rowOffset, to: to - rowOffset } : undefined
}

/** An offset as dumps write it: four hex digits at least. */
export function offsetWords(offset: number): string {
	return offset.toString(16).padStart(4, "0")
}

function printable(byte: string): string {
	const code = Number.parseInt(byte, 16)
	return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : "·"
}
