/** A piece of a text, with the numbers of the causes whose decisive words it holds. */
export interface TextPiece {
	readonly at: number
	readonly text: string
	/** Indexes into the causes; empty for words that decided nothing. */
	readonly causes: readonly number[]
}

/** Cuts a text at the borders of all spans. Spans may overlap and reach past the end; the pieces join to the text. */
export function markSpans(
	text: string,
	causes: readonly { readonly span: readonly { readonly start: number; readonly end: number }[] }[],
): readonly TextPiece[] {
	const spans = causes.flatMap((cause, index) =>
		cause.span.map(({ start, end }) => ({
			start: Math.max(0, Math.min(start, text.length)),
			end: Math.max(0, Math.min(end, text.length)),
			index,
		})),
	)
	const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].toSorted(
		(a, b) => a - b,
	)
	const pieces = cuts.slice(0, -1).map((at, position) => {
		const end = cuts[position + 1] ?? text.length
		const held = spans.filter((span) => span.start <= at && span.end >= end).map(({ index }) => index)
		return { at, text: text.slice(at, end), causes: [...new Set(held)] }
	})
	return pieces.reduce<TextPiece[]>(withPiece, [])
}

/** Neighbours that speak for the same causes are one piece. */
function withPiece(pieces: readonly TextPiece[], piece: TextPiece): TextPiece[] {
	const last = pieces.at(-1)
	if (last?.causes.join() !== piece.causes.join()) return [...pieces, piece]
	return [...pieces.slice(0, -1), { ...last, text: last.text + piece.text }]
}

/** A confidence in words: how much weight one may put on it. */
export function confidenceWords(confidence: number): string {
	if (confidence >= 0.85) return "Almost certain"
	if (confidence >= 0.6) return "Likely"
	if (confidence >= 0.35) return "Possible"
	return "Faint"
}

/** A confidence as a figure. */
export function percent(confidence: number): string {
	return `${Math.round(confidence * 100)} %`
}

/** Words kept at each end of a long stretch that decided nothing. */
const edge = 400

/** A stretch of a log that decided nothing, with its middle left out when it is long. */
export function shortened(text: string): string {
	if (text.length <= edge * 3) return text
	const left = text.length - edge * 2
	return `${text.slice(0, edge)}\n… ${left.toLocaleString("en")} characters …\n${text.slice(-edge)}`
}
