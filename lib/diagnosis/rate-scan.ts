import type { RunObservation } from "#probe/observation"
import type { ProfileVerdict } from "./finding.ts"

/** Holds a scan against Mozilla's modern and intermediate profiles. Pure. */
export function rateScan(_run: RunObservation): readonly ProfileVerdict[] | undefined {
	return undefined
}
