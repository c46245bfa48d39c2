import type { Transaction } from "kysely"
import type { Result } from "#base/result"
import { type RunSummary, readRunSummary } from "./run-summary.ts"
import type { EndpointStatusTable, RunTable, Schema } from "./schema.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"

/** How an endpoint stood when it was last checked to the end. */
export interface EndpointStatus {
	readonly endpointId: string
	readonly runId: string
	/** ISO 8601. */
	readonly startedAt: string
	readonly summary: RunSummary
}

/** The status of every endpoint that was ever checked, by endpoint id. Reads one narrow table. */
export function listStatuses(
	store: Store,
): Promise<Result<ReadonlyMap<string, EndpointStatus>, StoreFailure>> {
	return attemptStore(store.place, async () => {
		const rows = await store.db.selectFrom("endpoint_status").selectAll().execute()
		return new Map(rows.map((row) => [row.endpoint_id, statusOf(row)]))
	})
}

/** The status of one endpoint; undefined when it was never checked. */
export function getStatus(
	store: Store,
	endpointId: string,
): Promise<Result<EndpointStatus | undefined, StoreFailure>> {
	return attemptStore(store.place, async () => {
		const row = await store.db
			.selectFrom("endpoint_status")
			.selectAll()
			.where("endpoint_id", "=", endpointId)
			.executeTakeFirst()
		return row === undefined ? undefined : statusOf(row)
	})
}

/** Sets an endpoint's status unless a newer run already did, or the endpoint is gone. Inside the run's transaction. */
export async function putStatus(
	transaction: Transaction<Schema>,
	endpointId: string,
	run: RunTable,
): Promise<void> {
	const endpoint = await transaction
		.selectFrom("endpoint")
		.select("id")
		.where("id", "=", endpointId)
		.executeTakeFirst()
	if (endpoint === undefined) return
	const values = {
		run_id: run.id,
		started_at: run.started_at,
		verdict: run.verdict,
		server_mode: run.server_mode,
		summary: run.summary,
	}
	await transaction
		.insertInto("endpoint_status")
		.values({ endpoint_id: endpointId, ...values })
		.onConflict((conflict) =>
			conflict
				.column("endpoint_id")
				.doUpdateSet(values)
				.where("endpoint_status.started_at", "<=", run.started_at),
		)
		.execute()
}

function statusOf(row: EndpointStatusTable): EndpointStatus {
	return {
		endpointId: row.endpoint_id,
		runId: row.run_id,
		startedAt: new Date(row.started_at).toISOString(),
		summary: readRunSummary(row.summary),
	}
}
