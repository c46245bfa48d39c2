/** A likely cause and how strongly a sign points to it, 0 to 1. */
export type WeightedCause = readonly [rule: string, weight: number]

/**
 * Words that give a cause away, whatever surrounds them. A sign describes a mechanism (an error code, an alert, a
 * library's fixed wording), never one sample. Patterns run in linear time: no nested or adjacent open repetitions.
 */
export interface TextSign {
	readonly pattern: RegExp
	/** What the words mean, as a sentence. */
	readonly why: string
	/** When a client, a proxy towards its upstream or an agent printed them. */
	readonly causes: readonly WeightedCause[]
	/** When a server printed them about its client; absent: the same. */
	readonly atServer?: readonly WeightedCause[]
}
