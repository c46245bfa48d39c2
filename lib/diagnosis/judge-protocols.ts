import type { RunObservation } from "#probe/observation"
import type { ProtocolVerdict } from "./finding.ts"

/** Says which protocols the port speaks. Pure. */
export function judgeProtocols(_run: RunObservation): readonly ProtocolVerdict[] | undefined {
	return undefined
}
