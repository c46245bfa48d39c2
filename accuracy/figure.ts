/** How many cases of one suite are right, and which are not. */
export interface AccuracyFigure {
	/** Folder or file below `../shared`. */
	readonly suite: string
	/** What is counted, as a clause: "verdicts of the RFC 5280 profile". */
	readonly what: string
	readonly right: number
	readonly of: number
	/** What is asked for, as a fraction of 1. */
	readonly goal: number
	/** Cases that are left out, and why; not part of `of`. */
	readonly leftOut?: readonly { readonly id: string; readonly why: string }[]
	readonly failures: readonly { readonly id: string; readonly text: string }[]
}

/** Measures one suite; empty when it is not there. */
export type Measure = () => Promise<readonly AccuracyFigure[]>
