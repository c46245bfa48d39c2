/** A text in which words may be found, and how people call its place: `the title`, `how to confirm it`. */
export interface SearchField {
	readonly place: string
	readonly text: string
	/** Words found in a name count more than words found in prose. */
	readonly isName?: boolean
}

/** Where the words of a query were found. */
export interface FoundWords {
	/** Of a word that stands in a name 3, elsewhere 1, added up. */
	readonly score: number
	/** Places that hold at least one of the words, each once, in the order of the fields. */
	readonly places: readonly string[]
	/** The text around the first word that stands outside the names, at most 160 characters; absent when all are names. */
	readonly excerpt?: string
}

const queryMax = 200
const excerptMax = 160

/** The words of a query in lower case; what is beyond 200 characters is not read. */
export function queryWords(query: string): readonly string[] {
	return query.slice(0, queryMax).toLowerCase().split(/\s+/).filter(Boolean)
}

/** Where all the words stand; undefined when one of them stands nowhere, or when there are none. */
export function findWords(fields: readonly SearchField[], words: readonly string[]): FoundWords | undefined {
	if (words.length === 0) return undefined
	const lower = fields.map((field) => ({ ...field, lower: field.text.toLowerCase() }))
	const holding = lower.filter((field) => words.some((word) => field.lower.includes(word)))
	if (!words.every((word) => holding.some((field) => field.lower.includes(word)))) return undefined
	const score = words
		.map((word) => (holding.some((field) => field.isName === true && field.lower.includes(word)) ? 3 : 1))
		.reduce((sum, each) => sum + each, 0)
	const prose = holding.find((field) => field.isName !== true)
	const places = [...new Set(holding.map((field) => field.place))]
	return { score, places, ...(prose === undefined ? {} : { excerpt: excerptOf(prose, words) }) }
}

function excerptOf({ text, lower }: { text: string; lower: string }, words: readonly string[]): string {
	const at = Math.min(...words.map((word) => lower.indexOf(word)).filter((index) => index >= 0))
	const start = Math.max(0, at - excerptMax / 4)
	const cut = text
		.slice(start, start + excerptMax)
		.replace(/\s+/g, " ")
		.trim()
	return `${start > 0 ? "… " : ""}${cut}${start + excerptMax < text.length ? " …" : ""}`
}
