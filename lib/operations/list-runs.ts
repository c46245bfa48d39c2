import type { Result } from "#base/result"
import { listRuns as listStored, type RunQuery, type RunRow } from "#store/runs"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** Runs, newest first, without what was seen in them. */
export function listRuns(
	context: OperationContext,
	input: RunQuery,
): Promise<Result<readonly RunRow[], StoreFailure>> {
	return listStored(context.store, input)
}
