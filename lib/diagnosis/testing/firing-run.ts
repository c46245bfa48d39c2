import type { RunObservation } from "#probe/observation"
import type { Severity } from "../finding.ts"

/** A run made to fire one rule. */
export interface FiringRun {
	readonly rule: string
	readonly what: string
	readonly run: RunObservation
	/** Absent: the rule's own. */
	readonly severity?: Severity
	/** False where another finding rightly leads. */
	readonly isFirst?: false
}
