import type { RunObservation } from "../observation.ts"
import type { FollowUp } from "./lane-input.ts"
import { runAddresses } from "./run-addresses.ts"
import { runEnforcement } from "./run-enforcement.ts"
import { runProtocols } from "./run-protocols.ts"
import { runScan } from "./run-scan.ts"

/** What was seen after the lanes. */
export type FollowUpObservations = Pick<RunObservation, "addresses" | "scan" | "protocols" | "enforcement">

/**
 * What comes after the lanes: every further address, and what was asked for beyond. The protocol questions follow the
 * scan, so that both together open at most five connections at a time; the enforcement table runs beside them.
 */
export async function followUp(context: FollowUp): Promise<FollowUpObservations> {
	const { extras, signal } = context.request
	if (signal.aborted) return {}
	const [addresses, scanned, enforcement] = await Promise.all([
		runAddresses(context),
		extras?.scan === true ? scanAndAsk(context) : {},
		extras?.enforce === true ? runEnforcement(context) : undefined,
	])
	return {
		...(addresses.length === 0 ? {} : { addresses }),
		...scanned,
		...(enforcement === undefined ? {} : { enforcement }),
	}
}

async function scanAndAsk(context: FollowUp): Promise<Pick<FollowUpObservations, "scan" | "protocols">> {
	const scan = await runScan(context)
	const protocols = context.request.signal.aborted ? undefined : await runProtocols(context)
	return {
		...(scan === undefined ? {} : { scan }),
		...(protocols === undefined ? {} : { protocols }),
	}
}
