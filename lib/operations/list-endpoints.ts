import { ok, type Result } from "#base/result"
import { type EndpointName, listEndpoints as listStored } from "#store/endpoints"
import { type EndpointStatus, listStatuses } from "#store/status"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** An endpoint and how it stood when it was last checked. */
export interface ListedEndpoint extends EndpointName {
	readonly status?: EndpointStatus
}

/** Every endpoint by name, with its status. */
export async function listEndpoints(
	context: OperationContext,
): Promise<Result<readonly ListedEndpoint[], StoreFailure>> {
	const [endpoints, statuses] = await Promise.all([listStored(context.store), listStatuses(context.store)])
	if (!endpoints.ok) return endpoints
	if (!statuses.ok) return statuses
	return ok(
		endpoints.value.map((endpoint) => {
			const status = statuses.value.get(endpoint.id)
			return { ...endpoint, ...(status === undefined ? {} : { status }) }
		}),
	)
}
