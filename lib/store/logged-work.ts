import type { Transaction } from "kysely"
import type { Result } from "#base/result"
import { type AuditEntry, appendAudit } from "./audit.ts"
import type { Schema } from "./schema.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"

/**
 * Does work that must not go unlogged, such as writing or removing a key file: the entry is written first, and both
 * stand or fall together, but for an end of the process between the work and the commit. What `work` throws undoes the
 * entry; file system errors among it are values.
 */
export function logWork(
	store: Store,
	entry: AuditEntry,
	work: (transaction: Transaction<Schema>) => Promise<void>,
): Promise<Result<void, StoreFailure>> {
	return attemptStore(store.place, () =>
		store.db.transaction().execute(async (transaction) => {
			await appendAudit(transaction, store.engine, entry)
			await work(transaction)
		}),
	)
}
