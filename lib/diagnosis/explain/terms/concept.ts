import type { SidedCauses } from "../matcher.ts"
import type { Idea } from "./lexicon.ts"

/** The causes that some ideas in one clause point to. */
export interface ConceptRule {
	/** Of each list, one idea must be there. */
	readonly all: readonly (readonly Idea[])[]
	readonly none?: readonly Idea[]
	readonly causes: SidedCauses
	readonly why: string
}
