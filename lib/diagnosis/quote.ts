/** A word for a POSIX shell: left alone when it is harmless, else in single quotes. Nothing in it is ever interpreted. */
export function shellWord(text: string): string {
	if (/^[A-Za-z0-9_./:@%+=,-]+$/.test(text)) return text
	return `'${text.replaceAll("'", "'\\''")}'`
}

/** An argument that may look like an option: `-x` becomes `./-x`, so that no program reads it as a flag. */
export function shellPath(path: string): string {
	return shellWord(path.startsWith("-") ? `./${path}` : path)
}

/**
 * A string literal that Go, JavaScript, Python and Java all read as the same text. Only ASCII leaves, so that no
 * invisible character hides in a snippet.
 */
export function codeString(text: string): string {
	return JSON.stringify(text.toWellFormed()).replace(
		/[^ -~]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
	)
}

/** A string literal that Rust reads as the same text, in ASCII. */
export function rustString(text: string): string {
	const escaped = text
		.toWellFormed()
		.replace(/["\\]/g, "\\$&")
		.replace(/[^ -~]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
	return `"${escaped}"`
}
