import type { Severity } from "./finding.ts"
import type { Citation } from "./rule.ts"

/** A rule of the reference: what a verification, a lint or a checklist can say without a run. */
export interface ReferencePage {
	/** Kebab-case, as it stands in reasons and lints. */
	readonly id: string
	/** The fact as a sentence without values. */
	readonly title: string
	readonly severity: Severity
	readonly means: string
	readonly confirm: string
	readonly prevent: string
	readonly fix: { readonly text: string; readonly command?: string }
	readonly citation: readonly Citation[]
}
