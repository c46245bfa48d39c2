import "server-only"
import type { EndpointSettings } from "#endpoints/endpoint"
import { checkEndpoint } from "#operations/check-endpoint"
import { type CheckedRun, checkTarget } from "#operations/check-target"
import type { OperationContext } from "#operations/context"
import type { CheckExtras } from "#probe/node/check-request"
import type { CheckWork, PlannedCheck } from "./live-runs.ts"

/** Prepares the check of a stored endpoint for the registry of running checks. */
export function planEndpointCheck(
	context: OperationContext,
	runId: string,
	endpointId: string,
	extras?: CheckExtras,
): PlannedCheck {
	const work: CheckWork = async (watch) => {
		const checked = await checkEndpoint(context, { ...watch, ...asked(extras), runId, endpointId })
		if (checked.ok) return outcomeOf(checked.value)
		if (checked.error.kind === "gone") return { failed: "This endpoint was deleted meanwhile." }
		return { failed: checked.error.text }
	}
	return { runId, endpointId, work }
}

/** Prepares the check of settings that are not stored. */
export function planTargetCheck(
	context: OperationContext,
	runId: string,
	settings: EndpointSettings,
	extras?: CheckExtras,
): PlannedCheck {
	return {
		runId,
		work: async (watch) =>
			outcomeOf(await checkTarget(context, { ...watch, ...asked(extras), runId, settings })),
	}
}

function asked(extras: CheckExtras | undefined) {
	return extras === undefined ? {} : { extras }
}

function outcomeOf({ report, storeFailure }: CheckedRun) {
	return { report, ...(storeFailure === undefined ? {} : { storeProblem: storeFailure.text }) }
}
