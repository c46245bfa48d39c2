import { chmodSync, closeSync, openSync, readdirSync } from "node:fs"
import { join } from "node:path"
import Database from "better-sqlite3"
import { Kysely } from "kysely"
import { makeFolder } from "./make-folder.ts"
import type { Schema } from "./schema.ts"
import { ImmediateSqliteDialect } from "./sqlite-dialect.ts"

/** Name of the database file in the data folder. */
export const databaseFile = "countersign.db"

const busyTimeoutMs = 10_000

/**
 * Opens, or makes, the database of a data folder: WAL, every commit on disk before it is acknowledged, files 0600,
 * a new or empty folder 0700. Throws what the driver and the file system throw; `attemptStore` knows them.
 */
export function openSqlite(folder: string): { readonly db: Kysely<Schema>; readonly place: string } {
	const place = join(folder, databaseFile)
	makeDataFolder(folder)
	makePrivateFile(place)
	const database = new Database(place, { timeout: busyTimeoutMs })
	try {
		// The first pragma that reads the file fails here when it is no database, before anything is written.
		database.pragma("schema_version")
		database.pragma("journal_mode = WAL")
		database.pragma("synchronous = FULL")
		database.pragma("foreign_keys = ON")
		database.prepare("select count(*) from sqlite_master").get()
	} catch (cause) {
		database.close()
		throw cause
	}
	return { db: new Kysely<Schema>({ dialect: new ImmediateSqliteDialect(database) }), place }
}

/** Makes a folder of ours that only its owner can enter, and closes an existing one to others. */
export function makePrivateFolder(folder: string): void {
	makeFolder(folder)
	chmodSync(folder, 0o700)
}

/**
 * Makes the data folder, which only its owner can enter. An empty one that is there is closed to others; one with files in
 * it stays as it is, because it may be everybody's, such as /tmp: what we put there is closed by itself.
 */
export function makeDataFolder(folder: string): void {
	makeFolder(folder)
	if (readdirSync(folder).length === 0) chmodSync(folder, 0o700)
}

/** Makes a file that only its owner can read, before anyone writes to it. SQLite gives its WAL the same mode. */
export function makePrivateFile(path: string): void {
	closeSync(openSync(path, "a", 0o600))
	chmodSync(path, 0o600)
}
