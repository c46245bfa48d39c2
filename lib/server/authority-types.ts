import type { FieldProblem } from "#pki/field-problem"
import type { LeftOut } from "#pki/request-wishes"
import type { ActionRefused } from "./action-types.ts"

/** What came of keeping a CA. `wasKept`: it had been kept before, and nothing was changed. */
export type KeepAuthorityResult =
	| { readonly kind: "kept"; readonly sha256: string; readonly wasKept?: true }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| ActionRefused

/** What came of asking a kept CA for a signature. */
export type IssueResult =
	| {
			readonly kind: "issued"
			readonly sha256: string
			/** Leaf and intermediates. */
			readonly chainPem: string
			/** What clients have to trust. */
			readonly caPem: string
			readonly leftOut: readonly LeftOut[]
			readonly advice: readonly string[]
	  }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| ActionRefused

/** What came of asking for a kept CA for one check: a ticket for it. */
export type LendAuthorityResult =
	| { readonly kind: "lent"; readonly ticket: string }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| ActionRefused

/** What came of deleting a kept CA. */
export type DeleteAuthorityResult = { readonly kind: "deleted" } | ActionRefused

/** What came of remembering certificates: how many were new among all that were given. */
export type RememberResult =
	| { readonly kind: "remembered"; readonly fresh: number; readonly all: number }
	| { readonly kind: "problem"; readonly text: string }
	| ActionRefused

/** What came of forgetting one. */
export type ForgetResult = { readonly kind: "forgotten" } | ActionRefused
