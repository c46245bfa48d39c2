import type { RunObservation } from "../observation.ts"
import type { FollowUp } from "./lane-input.ts"
import { runAddresses } from "./run-addresses.ts"
import { runEnforcement } from "./run-enforcement.ts"
import { runProtocols } from "./run-protocols.ts"
import { runScan } from "./run-scan.ts"

/** What was seen after the lanes. */
export type FollowUpObservations = Pick<RunObservation, "addresses" | "scan" | "protocols" | "enforcement">

/**
 * What comes after the lanes: every further address, and what was asked for beyond. The scan goes with the protocol
 * questions, the enforcement table beside them; each keeps its own bound of connections.
 */
export async function followUp(context: FollowUp): Promise<FollowUpObservations> {
	const { extras, signal } = context.request
	if (signal.aborted) return {}
	const [addresses, scan, protocols, enforcement] = await Promise.all([
		runAddresses(context),
		extras?.scan === true ? runScan(context) : undefined,
		extras?.scan === true ? runProtocols(context) : undefined,
		extras?.enforce === true ? runEnforcement(context) : undefined,
	])
	return {
		...(addresses.length === 0 ? {} : { addresses }),
		...(scan === undefined ? {} : { scan }),
		...(protocols === undefined ? {} : { protocols }),
		...(enforcement === undefined ? {} : { enforcement }),
	}
}
