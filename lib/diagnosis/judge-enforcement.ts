import type { RunObservation } from "#probe/observation"
import type { EnforcementVerdict } from "./finding.ts"

/** Judges the enforcement table: what was expected of this endpoint, and where something got in that must not. Pure. */
export function judgeEnforcement(_run: RunObservation): readonly EnforcementVerdict[] | undefined {
	return undefined
}
