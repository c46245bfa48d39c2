/** Who printed a text. */
export type Emitter = "client" | "server" | "proxy" | "agent"

/** The side of the connection that the printer stood on: a proxy that complains of its upstream is a client. */
export type Side = "client" | "server"

/** Rule ids with how sure the text alone makes us, 0 to 1. */
export type CauseList = readonly (readonly [rule: string, confidence: number])[]

/**
 * One mechanism that leaves words in an error text. Patterns run in linear time: no nested repetition, and gaps are
 * bounded.
 */
export interface Matcher {
	readonly pattern: RegExp
	readonly causes: CauseList | { readonly client: CauseList; readonly server: CauseList }
	/** Why these words point there, as a sentence. */
	readonly why: string
}

/** A mechanism that was found, and where in the text. */
export interface Hit {
	readonly causes: CauseList
	readonly why: string
	readonly start: number
	readonly end: number
}

/** Finds the first place of every matcher in the text. */
export function findHits(text: string, side: Side, matchers: readonly Matcher[]): readonly Hit[] {
	return matchers.flatMap(({ pattern, causes, why }) => {
		const match = pattern.exec(text)
		if (match === null) return []
		const list = "client" in causes ? causes[side] : causes
		return [{ causes: list, why, start: match.index, end: match.index + match[0].length }]
	})
}
