import type { ScanObservation } from "#tls/scan"
import type { FollowUp } from "./lane-input.ts"

/** Scans the address that the lanes reached. Undefined when no lane reached one that speaks TLS. */
export async function runScan(_context: FollowUp): Promise<ScanObservation | undefined> {
	return undefined
}
