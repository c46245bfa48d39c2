import type { Result } from "#base/result"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"
import { takeWriteLock } from "./write-lock.ts"

/** How many runs of an endpoint, or of unsaved targets together, are kept. */
export const runsKeptDefault = 500

const sliceRuns = 100

/**
 * Deletes all but the newest `keep` runs of an endpoint (of unsaved targets without an id), 100 in a transaction so
 * that others get their turn. The run that the endpoint's status names is kept. Resolves with how many went.
 */
export function trimRuns(
	store: Store,
	endpointId: string | undefined,
	keep: number,
): Promise<Result<number, StoreFailure>> {
	return attemptStore(store.place, async () => {
		let total = 0
		for (;;) {
			const ids = await surplusRuns(store, endpointId, keep)
			if (ids.length === 0) return total
			await deleteRuns(store, ids)
			total += ids.length
		}
	})
}

/** Deletes every run of an endpoint, in slices; for an endpoint that was deleted. */
export function deleteRunsOf(store: Store, endpointId: string): Promise<Result<number, StoreFailure>> {
	return trimRuns(store, endpointId, 0)
}

async function surplusRuns(store: Store, endpointId: string | undefined, keep: number): Promise<string[]> {
	const rows = await store.db
		.selectFrom("run")
		.leftJoin("endpoint_status", "endpoint_status.run_id", "run.id")
		.select("run.id")
		.where("run.endpoint_id", endpointId === undefined ? "is" : "=", endpointId ?? null)
		.where("endpoint_status.run_id", "is", null)
		.orderBy("run.started_at", "desc")
		.orderBy("run.id", "desc")
		.limit(sliceRuns)
		.offset(keep)
		.execute()
	return rows.map((row) => row.id)
}

async function deleteRuns(store: Store, ids: readonly string[]): Promise<void> {
	await store.db.transaction().execute(async (transaction) => {
		await takeWriteLock(transaction, store.engine)
		const held = await transaction
			.selectFrom("run_certificate")
			.select("sha256")
			.distinct()
			.where("run_id", "in", ids)
			.execute()
		await transaction.deleteFrom("run").where("id", "in", ids).execute()
		if (held.length === 0) return
		const hashes = held.map((row) => row.sha256)
		await transaction
			.deleteFrom("certificate")
			.where("sha256", "in", hashes)
			.where(
				"sha256",
				"not in",
				transaction.selectFrom("run_certificate").select("sha256").where("sha256", "in", hashes),
			)
			.execute()
	})
}
