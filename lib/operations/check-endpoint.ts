import { err, ok, type Result } from "#base/result"
import { loadEndpoint } from "#store/endpoints"
import type { StoreFailure } from "#store/store-failure"
import { type CheckedRun, type CheckTargetInput, checkTarget } from "./check-target.ts"
import type { OperationContext } from "./context.ts"

/** Which stored endpoint is checked, and who watches. */
export interface CheckEndpointInput extends Omit<CheckTargetInput, "settings" | "endpointId"> {
	readonly endpointId: string
}

/** Checks a stored endpoint with its own settings and secrets. `gone`: it was deleted. */
export async function checkEndpoint(
	context: OperationContext,
	input: CheckEndpointInput,
): Promise<Result<CheckedRun, StoreFailure | { readonly kind: "gone" }>> {
	const endpoint = await loadEndpoint(context.store, input.endpointId)
	if (!endpoint.ok) return endpoint
	if (endpoint.value === undefined) return err({ kind: "gone" })
	return ok(await checkTarget(context, { ...input, settings: endpoint.value.settings }))
}
