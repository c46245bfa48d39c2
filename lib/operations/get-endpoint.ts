import { ok, type Result } from "#base/result"
import { getOpenEndpoint, type OpenEndpoint } from "#store/endpoints"
import { type EndpointStatus, getStatus } from "#store/status"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** An endpoint without secrets and how it stood when it was last checked. */
export interface DescribedEndpoint extends OpenEndpoint {
	readonly status?: EndpointStatus
}

/** One endpoint; undefined when there is none. */
export async function getEndpoint(
	context: OperationContext,
	input: { readonly id: string },
): Promise<Result<DescribedEndpoint | undefined, StoreFailure>> {
	const endpoint = await getOpenEndpoint(context.store, input.id)
	if (!endpoint.ok || endpoint.value === undefined) return endpoint
	const status = await getStatus(context.store, input.id)
	if (!status.ok) return status
	return ok({ ...endpoint.value, ...(status.value === undefined ? {} : { status: status.value }) })
}
