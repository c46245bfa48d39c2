import { diagnose } from "#diagnosis/diagnose"
import type { EndpointSettings } from "#endpoints/endpoint"
import type { ProbeEvent } from "#probe/events"
import type { CheckExtras } from "#probe/node/check-request"
import type { RunObservation } from "#probe/observation"
import { buildReport } from "#report/build-report"
import type { Report } from "#report/report"
import { runsKeptDefault, trimRuns } from "#store/retention"
import { storeRun } from "#store/runs"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"
import { summariseRun } from "./summarise-run.ts"

/** What is checked, and who watches. */
export interface CheckTargetInput {
	readonly runId: string
	/** Whose status the run speaks for; absent for a target that is not stored. */
	readonly endpointId?: string
	readonly settings: EndpointSettings
	/** What is asked for beyond the lanes. */
	readonly extras?: CheckExtras
	readonly signal: AbortSignal
	readonly onEvent: (event: ProbeEvent) => void
}

/** A finished check. A run that could not be stored is still reported. */
export interface CheckedRun {
	readonly runId: string
	readonly run: RunObservation
	readonly report: Report
	/** Why it was not stored; absent when it was. */
	readonly storeFailure?: StoreFailure
}

/** Checks settings in every mode, judges what was seen and stores the run. When it resolves without failure, it is stored. */
export async function checkTarget(context: OperationContext, input: CheckTargetInput): Promise<CheckedRun> {
	const { runId, endpointId, settings, extras, signal, onEvent } = input
	const run = await context.runCheck({
		settings,
		policy: context.policy,
		clock: context.clock,
		signal,
		onEvent,
		...(extras === undefined ? {} : { extras }),
	})
	const diagnosis = diagnose(run)
	const report = buildReport(run, diagnosis)
	const stored = await storeRun(context.store, {
		id: runId,
		run,
		summary: summariseRun(run, diagnosis),
		actor: context.actor,
		...(endpointId === undefined ? {} : { endpointId }),
	})
	if (!stored.ok) return { runId, run, report, storeFailure: stored.error }
	// A failure to delete old runs says nothing about this one; the next check tries again.
	await trimRuns(context.store, endpointId, runsKeptDefault)
	return { runId, run, report }
}
