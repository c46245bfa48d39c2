import type { Fix } from "../finding.ts"
import type { Decision } from "./decide.ts"
import type { Telling } from "./what-would-tell.ts"

/** One likely cause of a text. */
export interface ExplainedCause {
	/** Rule id; the runbook has its page. */
	readonly rule: string
	/** 0 to 1. How sure the text alone makes us, not a probability over all causes. */
	readonly confidence: number
	/** A sentence. */
	readonly why: string
	/** The words that say so: offsets in UTF-16 units, end exclusive. */
	readonly span: readonly { readonly start: number; readonly end: number }[]
	/** Rule id of a cause in the same text that brings this one about. */
	readonly consequenceOf?: string
}

/** What an error text most likely means. */
export interface Explanation {
	/** The answer in one sentence: the cause, between which causes it lies, that it is no matter of security, or unknown. */
	readonly answer: string
	/** Most likely first; empty when nothing in the text is known. */
	readonly causes: readonly ExplainedCause[]
	/** What to change for the most likely cause, with the names that the text holds, else with placeholders. */
	readonly fixes: readonly Fix[]
	/** Set when the text alone cannot decide: between what, and what decides, as sentences. */
	readonly ambiguous?: string
	/** The check that decides; set with `ambiguous`. */
	readonly decision?: Decision
	/** What would tell more; set when nothing is known, or nothing better than a guess, and for faults in files. */
	readonly wouldTell?: readonly Telling[]
	/** Addresses that the text dialled, at most three, as a check takes them. */
	readonly targets: readonly string[]
	readonly isSecurity: boolean
}
