/** A directive of nginx: its words, the line it begins on, and its block where it has one. */
export interface NginxDirective {
	readonly name: string
	readonly words: readonly string[]
	readonly line: number
	readonly block?: readonly NginxDirective[]
}

interface OpenBlock {
	readonly directives: NginxDirective[]
	readonly head?: { readonly words: readonly string[]; readonly line: number }
}

const depthMax = 50

/**
 * Reads nginx's configuration syntax: words, quotes, comments, `;` and blocks. Blocks that are not closed end with the
 * text; what follows a brace too many is read on. At most 50 levels count, deeper blocks are flattened. Never throws.
 */
export function readNginxTree(text: string, firstLine: number): readonly NginxDirective[] {
	const root: NginxDirective[] = []
	const open: OpenBlock[] = [{ directives: root }]
	let words: string[] = []
	let start = firstLine
	const close = () => {
		const done = open.pop()
		if (done?.head !== undefined) {
			const [name = "", ...rest] = done.head.words
			open.at(-1)?.directives.push({ name, words: rest, line: done.head.line, block: done.directives })
		}
	}
	for (const token of nginxTokens(text, firstLine)) {
		if (token.text === ";" && !token.isQuoted) {
			const [name, ...rest] = words
			if (name !== undefined) open.at(-1)?.directives.push({ name, words: rest, line: start })
			words = []
		} else if (token.text === "{" && !token.isQuoted) {
			if (open.length < depthMax) open.push({ directives: [], head: { words, line: start } })
			words = []
		} else if (token.text === "}" && !token.isQuoted) {
			words = []
			if (open.length > 1) close()
		} else {
			if (words.length === 0) start = token.line
			words.push(token.text)
		}
	}
	while (open.length > 1) close()
	return root
}

function* nginxTokens(text: string, firstLine: number) {
	let line = firstLine
	const pattern =
		/(\n)|#[^\n]*|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|([;{}])|((?:\$\{\w*\}|[^\s;{}"'])+)|["']/g
	for (const match of text.matchAll(pattern)) {
		const [, newline, double, single, mark, word] = match
		if (newline !== undefined) line += 1
		else if (double !== undefined || single !== undefined) {
			const inner = double ?? single ?? ""
			yield { text: inner, line, isQuoted: true }
			line += inner.split("\n").length - 1
		} else if (mark !== undefined) yield { text: mark, line, isQuoted: false }
		else if (word !== undefined) yield { text: word, line, isQuoted: false }
	}
}
