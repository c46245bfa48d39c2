import { err, ok, type Result } from "#base/result"
import { claimFolder } from "./claim-folder.ts"
import { migrate } from "./migrate.ts"
import { openPostgres } from "./open-postgres.ts"
import { openSqlite } from "./open-sqlite.ts"
import type { Store } from "./store.ts"
import { recogniseStoreFailure, type StoreFailure } from "./store-failure.ts"

/** Where the data is. `owner`, when given, claims the folder for one dashboard and is shown to a second one. */
export type StorePlace =
	| { readonly kind: "folder"; readonly folder: string; readonly owner?: string }
	| { readonly kind: "postgres"; readonly url: string }

/**
 * Opens the data and brings its schema up to date. Damaged, unwritable, full, newer or claimed data is a value, and
 * nothing of it is overwritten.
 */
export async function openStore(place: StorePlace): Promise<Result<Store, StoreFailure>> {
	return place.kind === "postgres" ? openAndMigrate(place, undefined) : openFolder(place)
}

async function openFolder(place: StorePlace & { kind: "folder" }): Promise<Result<Store, StoreFailure>> {
	if (place.owner === undefined) return openAndMigrate(place, undefined)
	try {
		const claim = claimFolder(place.folder, place.owner)
		if (!claim.ok) return claim
		const opened = await openAndMigrate(place, claim.value.release)
		if (!opened.ok) claim.value.release()
		return opened
	} catch (cause) {
		return recognised(place.folder, cause)
	}
}

async function openAndMigrate(
	place: StorePlace,
	release: (() => void) | undefined,
): Promise<Result<Store, StoreFailure>> {
	const engine = place.kind === "postgres" ? "postgres" : "sqlite"
	let where = place.kind === "postgres" ? "named by DATABASE_URL" : place.folder
	let close = async () => {}
	try {
		const opened = place.kind === "postgres" ? openPostgres(place.url) : openSqlite(place.folder)
		where = opened.place
		close = once(async () => {
			await opened.db.destroy()
			release?.()
		})
		const migrated = await migrate(opened.db, engine, where)
		if (migrated.ok) return ok({ db: opened.db, engine, place: where, close })
		await close()
		return migrated
	} catch (cause) {
		await close()
		return recognised(where, cause)
	}
}

function recognised(where: string, cause: unknown): Result<Store, StoreFailure> {
	const failure = recogniseStoreFailure(where, cause)
	if (failure === undefined) throw cause
	return err(failure)
}

function once(work: () => Promise<void>): () => Promise<void> {
	let done: Promise<void> | undefined
	return () => {
		done ??= work()
		return done
	}
}
