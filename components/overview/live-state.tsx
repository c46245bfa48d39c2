/** What a check that is running right now shows in its row. */
export type LiveState =
	| { readonly kind: "running"; readonly words: string }
	| { readonly kind: "failed"; readonly words: string }
