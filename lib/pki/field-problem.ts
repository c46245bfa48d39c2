/** What is wrong with one field of what a person asked for, and what to do about it. */
export interface FieldProblem {
	/** The key of the form, such as `names` or `lifetime`. */
	readonly field: string
	/** One or two sentences. */
	readonly text: string
}
