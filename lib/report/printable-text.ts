/**
 * Text from a peer as one harmless line: control characters, escape sequences and direction marks become visible or a
 * space. Without this a server could paint the terminal of whoever checks it.
 */
export function printableLine(text: string): string {
	return text.replace(/[\r\n\t\u2028\u2029]+/g, " ").replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd")
}

/** Breaks a line at spaces to at most `width` columns; a longer word stands alone, unbroken. */
export function wrapLine(text: string, width: number): readonly string[] {
	const lines: string[] = []
	let line = ""
	for (const word of text.split(" ")) {
		if (line !== "" && line.length + 1 + word.length > width) {
			lines.push(line)
			line = word
		} else line = line === "" ? word : `${line} ${word}`
	}
	return line === "" ? lines : [...lines, line]
}
