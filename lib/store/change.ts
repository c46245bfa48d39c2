/** Who saves, and when. */
export interface Change {
	readonly actor: string
	/** Milliseconds since 1970. */
	readonly at: number
}
