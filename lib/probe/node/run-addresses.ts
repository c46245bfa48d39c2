import type { AddressObservation } from "../address-observation.ts"
import type { FollowUp } from "./lane-input.ts"

/** Tries the configured posture at every further address of the name. Empty when there is only one. */
export async function runAddresses(_context: FollowUp): Promise<readonly AddressObservation[]> {
	return []
}
