import { err, ok, type Result } from "#base/result"
import { deleteEndpoint as deleteStored } from "#store/endpoints"
import { deleteRunsOf } from "#store/retention"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** Deletes an endpoint, its secrets and then its runs. `gone`: there was none. */
export async function deleteEndpoint(
	context: OperationContext,
	input: { readonly id: string },
): Promise<Result<void, StoreFailure | { readonly kind: "gone" }>> {
	const change = { actor: context.actor, at: context.clock.now() }
	const deleted = await deleteStored(context.store, input.id, change)
	if (!deleted.ok) return deleted
	if (!deleted.value) return err({ kind: "gone" })
	const runs = await deleteRunsOf(context.store, input.id)
	return runs.ok ? ok(undefined) : runs
}
