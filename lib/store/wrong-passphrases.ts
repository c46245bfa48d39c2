import type { Result } from "#base/result"
import type { Change } from "./change.ts"
import { logWork } from "./logged-work.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"

/** Writes into the audit log that a wrong passphrase was given for a kept CA; `authority` is its SHA-256. */
export function recordWrongPassphrase(
	store: Store,
	authority: string,
	change: Change,
): Promise<Result<void, StoreFailure>> {
	const entry = { ...change, action: "authority-not-opened", subject: authority, detail: {} } as const
	return logWork(store, entry, async () => undefined)
}

/** When the newest wrong passphrases for a kept CA were given, newest first, at most `limit`; milliseconds since 1970. */
export function listWrongPassphrases(
	store: Store,
	authority: string,
	{ since, limit }: { readonly since: number; readonly limit: number },
): Promise<Result<readonly number[], StoreFailure>> {
	return attemptStore(store.place, async () => {
		const rows = await store.db
			.selectFrom("audit_log")
			.select("at")
			.where("action", "=", "authority-not-opened")
			.where("subject", "=", authority)
			.where("at", ">", since)
			.orderBy("at", "desc")
			.limit(limit)
			.execute()
		return rows.map(({ at }) => at)
	})
}
