/**
 * Appends files to a text, each after a line with its name, so that kinds do not run into each other. Nothing is added
 * when the whole would be longer than `charactersMax`; then `problem` says so.
 */
export async function joinFiles(
	text: string,
	files: readonly File[],
	charactersMax: number,
): Promise<{ readonly text: string; readonly problem: string | undefined }> {
	const size = files.reduce((sum, file) => sum + file.size, text.length)
	if (size > charactersMax) {
		const problem = `These files are too large: ${size.toLocaleString("en")} characters, and at most ${charactersMax.toLocaleString("en")} are read.`
		return { text, problem }
	}
	const parts = await Promise.all(files.map(async (file) => `# ${oneLine(file.name)}\n${await file.text()}`))
	const all = [...(text.trim() === "" ? [] : [text.trimEnd()]), ...parts]
	return { text: all.join("\n---\n"), problem: undefined }
}

function oneLine(name: string): string {
	return name.replace(/\s+/g, " ")
}
