/**
 * Text from a peer as one harmless line: control characters, escape sequences and direction marks become visible or a
 * space. Without this a server could paint the terminal of whoever checks it.
 */
export function printableLine(text: string): string {
	return text.replace(/[\r\n\t\u2028\u2029]+/g, " ").replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd")
}

/** A line of code for a page or terminal: as `printableLine`, with its indentation kept. */
export function printableCode(line: string): string {
	return line.replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === "\t" ? "    " : "\ufffd"))
}
