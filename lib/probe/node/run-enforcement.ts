import type { EnforcementObservation } from "../enforcement-observation.ts"
import type { FollowUp } from "./lane-input.ts"

/** Tries every posture that ought to be refused. Undefined when nothing was reached. */
export async function runEnforcement(_context: FollowUp): Promise<EnforcementObservation | undefined> {
	return undefined
}
