import { ok, type Result } from "#base/result"
import { diagnose } from "#diagnosis/diagnose"
import { buildReport } from "#report/build-report"
import type { Report } from "#report/report"
import { getRun as getStored, type StoredRun } from "#store/runs"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** A stored run and today's judgement of it. */
export interface JudgedRun extends StoredRun {
	readonly report: Report
}

/** One run, judged anew by the rules of this version; undefined when there is none. */
export async function getRun(
	context: OperationContext,
	input: { readonly id: string },
): Promise<Result<JudgedRun | undefined, StoreFailure>> {
	const stored = await getStored(context.store, input.id)
	if (!stored.ok) return stored
	if (stored.value === undefined) return ok(undefined)
	return ok({ ...stored.value, report: buildReport(stored.value.run, diagnose(stored.value.run)) })
}
