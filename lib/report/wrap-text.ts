/** Breaks text at spaces into lines of at most `width` characters; a longer word keeps a line of its own. */
export function wrapText(text: string, width: number): readonly string[] {
	const lines: string[] = []
	for (const paragraph of text.split("\n")) {
		let line = ""
		for (const word of paragraph.split(" ")) {
			if (line !== "" && line.length + 1 + word.length > width) {
				lines.push(line)
				line = word
			} else line = line === "" ? word : `${line} ${word}`
		}
		lines.push(line)
	}
	return lines
}
