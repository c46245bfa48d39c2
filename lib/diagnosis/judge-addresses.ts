import type { RunObservation } from "#probe/observation"
import type { AddressVerdict } from "./finding.ts"

/** Compares the addresses of one name. Pure. */
export function judgeAddresses(_run: RunObservation): readonly AddressVerdict[] | undefined {
	return undefined
}
