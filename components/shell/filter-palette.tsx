import { answerAddress, readQuestion } from "./read-question.tsx"

/** One thing that has an address. */
export interface PaletteEntry {
	readonly kind: "ask" | "endpoint" | "page" | "rule" | "action" | "found"
	readonly label: string
	readonly detail: string
	readonly path: string
}

/** Entries of one kind, under its name. */
export interface PaletteGroup {
	readonly kind: PaletteEntry["kind"]
	readonly label: string
	readonly entries: readonly PaletteEntry[]
}

const kinds = [
	{ kind: "ask", label: "Ask", max: 1 },
	{ kind: "endpoint", label: "Endpoints", max: 8 },
	{ kind: "action", label: "Actions", max: 6 },
	{ kind: "page", label: "Pages", max: 6 },
	{ kind: "rule", label: "Runbook", max: 8 },
	{ kind: "found", label: "Found in the texts", max: 8 },
] as const satisfies readonly { kind: PaletteEntry["kind"]; label: string; max: number }[]

/**
 * Entries that hold every word of the query, those whose label begins with it first, at most a handful a kind.
 * `inTexts` are what a search found in the texts; those that are named so already are left out.
 * A query that nothing is called is offered as a question: checked if it looks like a target, explained otherwise.
 */
export function filterPalette(
	entries: readonly PaletteEntry[],
	query: string,
	inTexts: readonly PaletteEntry[] = [],
): readonly PaletteGroup[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean)
	const found = entries
		.map((entry) => ({ entry, rank: rank(entry, words) }))
		.filter(({ rank }) => rank > 0)
		.sort((a, b) => b.rank - a.rank)
		.map(({ entry }) => entry)
	const ask = askEntry(query)
	const named = new Set(found.map((entry) => entry.path))
	const others = inTexts.filter((entry) => !named.has(entry.path))
	const all = [...(ask === undefined ? [] : [ask]), ...found, ...others]
	return kinds
		.map(({ kind, label, max }) => ({
			kind,
			label,
			entries: all.filter((entry) => entry.kind === kind).slice(0, max),
		}))
		.filter((group) => group.entries.length > 0)
}

function rank(entry: PaletteEntry, words: readonly string[]): number {
	const label = entry.label.toLowerCase()
	const text = `${label} ${entry.detail.toLowerCase()}`
	if (!words.every((word) => text.includes(word))) return 0
	const [first = ""] = words
	if (label.startsWith(first)) return 3
	return label.includes(first) ? 2 : 1
}

function askEntry(query: string): PaletteEntry | undefined {
	const question = readQuestion(query)
	if (question.kind === "nothing") return undefined
	const answer = answerAddress(question)
	if (answer.stored !== undefined) return undefined
	if (question.kind === "target") {
		return { kind: "ask", label: "Check", detail: question.target, path: answer.path }
	}
	if (question.text.length < 12) return undefined
	return { kind: "ask", label: "Explain", detail: question.text, path: answer.path }
}
