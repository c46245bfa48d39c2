import type { ProtocolObservation } from "../protocol-observation.ts"
import type { FollowUp } from "./lane-input.ts"

/** Asks the application layer which protocols it speaks. Undefined when no lane was let in. */
export async function runProtocols(_context: FollowUp): Promise<ProtocolObservation | undefined> {
	return undefined
}
