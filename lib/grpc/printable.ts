/** Bytes as text, one character each (ISO 8859-1). For bounded slices only. */
export function latin1(bytes: Uint8Array): string {
	let text = ""
	for (const byte of bytes) text += String.fromCharCode(byte)
	return text
}

/** The first `max` bytes as text that is safe to show on one line: a dot for everything but printable ASCII. */
export function printableLine(bytes: Uint8Array, max: number): string {
	return latin1(bytes.subarray(0, max)).replace(/[^\x20-\x7e]/g, ".")
}

/** As `printableLine`, with line feeds and tabs kept and carriage returns dropped. */
export function printableText(bytes: Uint8Array, max: number): string {
	return latin1(bytes.subarray(0, max))
		.replaceAll("\r\n", "\n")
		.replace(/[^\x20-\x7e\n\t]/g, ".")
}
