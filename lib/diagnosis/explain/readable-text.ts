/** A text with its wrapping taken off, and the way back to the places of the original. */
export interface ReadableText {
	readonly text: string
	/** Offset in the original of an offset in `text`; both in UTF-16 units, the end included. */
	readonly originOf: (offset: number) => number
}

const entities: Readonly<Record<string, string>> = {
	quot: '"',
	apos: "'",
	lt: "<",
	gt: ">",
	amp: "&",
	nbsp: " ",
}

/**
 * What loggers, terminals and web pages put around words: ANSI colours, backslash, percent and HTML escapes, Windows line
 * ends, typographic quotes, and Envoy's underscores instead of spaces.
 */
const wrapping =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the control character ESC.
	/(?:\u001b|\\u001b|\\x1b|\\033)\[[0-9;]{0,20}[A-Za-z]|(?<!\\)\\+(?:u00[0-9a-f]{2}|["'/]|r\\+n|n(?=[\sA-Z"'\\{[(*]|at |error|caused|last )|t(?=at ))|%[2-7][0-9A-F]|&(?:quot|apos|lt|gt|amp|nbsp);|&#\d{2,3};|\r\n|[\u2018\u2019\u201c\u201d\u00a0]|TLS_error:\S{0,600}/gi

/** Takes the wrapping off, in one pass. Linear. */
export function readableText(original: string): ReadableText {
	const parts: string[] = []
	const starts: number[] = []
	const origins: number[] = []
	let length = 0
	let read = 0
	const take = (part: string, origin: number) => {
		if (part === "") return
		parts.push(part)
		starts.push(length)
		origins.push(origin)
		length += part.length
	}
	for (const match of original.matchAll(wrapping)) {
		take(original.slice(read, match.index), read)
		take(unwrapped(match[0]), match.index)
		read = match.index + match[0].length
	}
	take(original.slice(read), read)
	return {
		text: parts.join(""),
		originOf: (offset) => {
			if (offset >= length) return original.length
			const part = lastAtMost(starts, offset)
			return (origins[part] ?? 0) + offset - (starts[part] ?? 0)
		},
	}
}

function unwrapped(wrapped: string): string {
	const typographic = { "‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\r\n": "\n" }
	const plain = Object.entries(typographic).find(([each]) => each === wrapped)?.[1]
	if (plain !== undefined) return plain
	if (/^TLS_error:/i.test(wrapped)) return wrapped.replaceAll("_", " ")
	if (wrapped.startsWith("%")) return String.fromCharCode(Number.parseInt(wrapped.slice(1), 16))
	if (wrapped.startsWith("&#")) return printable(Number(wrapped.slice(2, -1)))
	if (wrapped.startsWith("&")) return entities[wrapped.slice(1, -1).toLowerCase()] ?? " "
	if (/\[[0-9;]*[a-z]$/i.test(wrapped)) return ""
	const coded = /u00([0-9a-f]{2})$/i.exec(wrapped)
	if (coded !== null) return printable(Number.parseInt(coded[1] ?? "20", 16))
	if (/n$/i.test(wrapped)) return "\n"
	return /t$/i.test(wrapped) ? "\t" : wrapped.slice(-1)
}

function printable(code: number): string {
	return code >= 32 && code < 127 ? String.fromCharCode(code) : " "
}

/** Index of the last number that is not above the limit; the numbers ascend. */
function lastAtMost(numbers: readonly number[], limit: number): number {
	let low = 0
	let high = numbers.length - 1
	while (low < high) {
		const middle = (low + high + 1) >> 1
		if ((numbers[middle] ?? 0) <= limit) low = middle
		else high = middle - 1
	}
	return low
}
