import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import Database from "better-sqlite3"
import { err, ok, type Result } from "#base/result"
import { makeDataFolder, makePrivateFile } from "./open-sqlite.ts"
import { describeStoreFailure, type StoreFailure } from "./store-failure.ts"

/** The one dashboard's hold on a data folder. The operating system ends it with the process, however that ends. */
export interface FolderClaim {
	readonly release: () => void
}

/**
 * Claims a data folder for one dashboard. The claim is an exclusive lock on a small file of its own, so it cannot go
 * stale; other programs may go on using the database. Throws what the driver throws for an unwritable folder.
 */
export function claimFolder(folder: string, owner: string): Result<FolderClaim, StoreFailure> {
	makeDataFolder(folder)
	const lockPath = join(folder, "dashboard.lock")
	const ownerPath = join(folder, "dashboard.owner")
	makePrivateFile(lockPath)
	const lock = new Database(lockPath, { timeout: 0 })
	try {
		lock.exec("begin exclusive")
	} catch (cause) {
		lock.close()
		if (!(cause instanceof Database.SqliteError) || !cause.code.startsWith("SQLITE_BUSY")) throw cause
		return err(describeStoreFailure("in-use", folder, readOwner(ownerPath)))
	}
	makePrivateFile(ownerPath)
	writeFileSync(ownerPath, owner)
	return ok({ release: () => lock.close() })
}

/** What the owner wrote about itself, for the message only; empty when it cannot be read. */
function readOwner(path: string): string {
	try {
		return readFileSync(path, "utf8").slice(0, 200)
	} catch (cause) {
		return cause instanceof Error ? "" : String(cause)
	}
}
