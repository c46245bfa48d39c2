import type { Result } from "#base/result"
import { appendAudit } from "./audit.ts"
import type { Change } from "./change.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"
import { takeWriteLock } from "./write-lock.ts"

/** A certificate that is in the status because somebody wants it there. No key. */
export interface RememberedCertificate {
	/** Of the DER, lower-case hex. */
	readonly sha256: string
	readonly pem: string
}

/** Certificates that are remembered at most. */
export const rememberedMax = 1_000

/**
 * Remembers certificates, each once; what is new is written to the audit log in the same transaction. Tells which were
 * new; `full`, and nothing is remembered, when there would be more than `rememberedMax`.
 */
export function putRemembered(
	store: Store,
	certificates: readonly (RememberedCertificate & { readonly subject: string })[],
	change: Change,
): Promise<Result<readonly string[] | "full", StoreFailure>> {
	return attemptStore(store.place, () =>
		store.db.transaction().execute(async (transaction) => {
			// Two writers must not both find the same certificate new.
			await takeWriteLock(transaction, store.engine)
			const known = await transaction.selectFrom("remembered_certificate").select("sha256").execute()
			const seen = new Set(known.map(({ sha256 }) => sha256))
			const fresh = certificates.filter(({ sha256 }) => {
				const isFresh = !seen.has(sha256)
				seen.add(sha256)
				return isFresh
			})
			if (seen.size > rememberedMax) return "full"
			for (const { sha256, pem, subject } of fresh) {
				const entry = {
					...change,
					action: "certificate-remembered",
					subject: sha256,
					detail: { subject },
				} as const
				await appendAudit(transaction, store.engine, entry)
				await transaction
					.insertInto("remembered_certificate")
					.values({ sha256, pem, remembered_at: change.at, actor: change.actor })
					.execute()
			}
			return fresh.map(({ sha256 }) => sha256)
		}),
	)
}

/** Forgets certificates (SHA-256 each), in the audit log too, in one transaction; tells which had been remembered. */
export function dropRemembered(
	store: Store,
	fingerprints: readonly string[],
	change: Change,
): Promise<Result<readonly string[], StoreFailure>> {
	return attemptStore(store.place, () =>
		store.db.transaction().execute(async (transaction) => {
			const dropped: string[] = []
			for (const sha256 of fingerprints) {
				const { numDeletedRows } = await transaction
					.deleteFrom("remembered_certificate")
					.where("sha256", "=", sha256)
					.executeTakeFirst()
				if (numDeletedRows === 0n) continue
				const entry = { ...change, action: "certificate-forgotten", subject: sha256, detail: {} } as const
				await appendAudit(transaction, store.engine, entry)
				dropped.push(sha256)
			}
			return dropped
		}),
	)
}

/** What is remembered, in the order in which it was, at most `rememberedMax`. */
export function listRemembered(
	store: Store,
): Promise<Result<readonly RememberedCertificate[], StoreFailure>> {
	return attemptStore(store.place, () =>
		store.db
			.selectFrom("remembered_certificate")
			.select(["sha256", "pem"])
			.orderBy("remembered_at")
			.orderBy("sha256")
			.limit(rememberedMax)
			.execute(),
	)
}
