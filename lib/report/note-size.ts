/** Bytes of UTF-8 that one team note may have. */
export const noteBytesMax = 65_536

/** Size of a note in bytes of UTF-8. */
export function noteBytes(text: string): number {
	return new TextEncoder().encode(text).length
}

/** The words for a note that is longer than it may be. */
export function noteTooLongWords(bytes: number): string {
	const over = bytes - noteBytesMax
	return `This note is ${over.toLocaleString("en")} bytes longer than the 64 KiB that one note may have. Shorten it, or put the long part where the team keeps its documents and link to it.`
}
