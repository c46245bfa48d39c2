/** One word of a command line, with the line it begins on. */
export interface ShellWord {
	readonly text: string
	readonly line: number
}

/** One command. */
export type ShellCommand = readonly ShellWord[]

/**
 * Cuts text into commands and words as a POSIX shell reads them: quotes, backslashes, continued lines, comments, and
 * `;`, `&&`, `||`, `|`, `&` between commands. Variables stay as they are written. Never throws; an open quote ends
 * with its line.
 */
export function shellCommands(text: string, firstLine: number): readonly ShellCommand[] {
	const commands: ShellWord[][] = [[]]
	let word: { text: string; line: number } | undefined
	let line = firstLine
	let quote = ""
	const push = () => {
		if (word !== undefined) commands.at(-1)?.push(word)
		word = undefined
	}
	const add = (character: string) => {
		word ??= { text: "", line }
		word.text += character
	}
	for (let index = 0; index < text.length; index += 1) {
		const character = text[index] ?? ""
		const next = text[index + 1] ?? ""
		if (character === "\n") {
			push()
			quote = ""
			line += 1
			commands.push([])
		} else if (quote !== "") {
			if (character === quote) quote = ""
			else if (character === "\\" && quote === '"' && /["\\$`]/.test(next)) {
				add(next)
				index += 1
			} else add(character)
		} else if (character === "\\" && /^\r?\n/.test(text.slice(index + 1, index + 3))) {
			push()
			line += 1
			index += next === "\r" ? 2 : 1
		} else if (character === "\\") {
			add(next)
			index += 1
		} else if (character === '"' || character === "'") {
			quote = character
			add("")
		} else if (character === "#" && word === undefined) {
			while (index + 1 < text.length && text[index + 1] !== "\n") index += 1
		} else if (/[;|&]/.test(character)) {
			push()
			commands.push([])
		} else if (/\s/.test(character)) push()
		else add(character)
	}
	push()
	return commands.filter((command) => command.length > 0)
}
