/** Who printed a text. */
export type Emitter = "client" | "server" | "proxy" | "agent"

/** The side of the connection that the printer stood on: a proxy that complains of its upstream is a client. */
export type Side = "client" | "server"

/** Tells the side of whoever printed the words at an offset. */
export type SideAt = (offset: number) => Side

/** Rule ids with how sure the text alone makes us, 0 to 1. */
export type CauseList = readonly (readonly [rule: string, confidence: number])[]

/** Causes that may depend on the side of the printer. */
export type SidedCauses = CauseList | { readonly client: CauseList; readonly server: CauseList }

/**
 * One mechanism that leaves words in an error text. Patterns run in linear time: no nested repetition, and gaps are
 * bounded.
 */
export interface Matcher {
	readonly pattern: RegExp
	readonly causes: SidedCauses
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

/** The causes for one side. */
export function causesFor(causes: SidedCauses, side: Side): CauseList {
	return "client" in causes ? causes[side] : causes
}

/** Finds the first place of every matcher in the text. */
export function findHits(text: string, sideAt: SideAt, matchers: readonly Matcher[]): readonly Hit[] {
	return matchers.flatMap(({ pattern, causes, why }) => {
		const match = pattern.exec(text)
		if (match === null) return []
		const list = causesFor(causes, sideAt(match.index))
		return [{ causes: list, why, start: match.index, end: match.index + match[0].length }]
	})
}
