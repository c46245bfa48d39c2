import { type Kysely, sql } from "kysely"
import { type Migration, Migrator } from "kysely/migration"
import { err, ok, type Result } from "#base/result"
import type { EngineName } from "./engine.ts"
import { layFoundation } from "./migrations/2026-11-22-foundation.ts"
import { addTeamNotes } from "./migrations/2026-11-23-team-notes.ts"
import { addCertificates } from "./migrations/2026-11-23-workspace-certificates.ts"
import { addRemembered } from "./migrations/2026-11-23-workspace-remembered.ts"
import type { Schema } from "./schema.ts"
import { describeStoreFailure, recogniseStoreFailure, type StoreFailure } from "./store-failure.ts"

/** Every migration in order of its name, written out. One that was released is never changed, renamed or removed. */
function listMigrations(engine: EngineName): Record<string, Migration> {
	return {
		"2026-11-22-foundation": { up: (db) => layFoundation(db, engine) },
		"2026-11-23-team-notes": { up: (db) => addTeamNotes(db) },
		"2026-11-23-workspace-certificates": { up: (db) => addCertificates(db) },
		"2026-11-23-workspace-remembered": { up: (db) => addRemembered(db) },
	}
}

/**
 * Brings the schema up to date, in one transaction and under one lock, so that several processes may start at once.
 * Refuses data of a newer version without touching it.
 */
export async function migrate(
	db: Kysely<Schema>,
	engine: EngineName,
	place: string,
): Promise<Result<void, StoreFailure>> {
	const migrations = listMigrations(engine)
	const unknown = (await executedMigrations(db, engine)).filter((name) => !Object.hasOwn(migrations, name))
	if (unknown.length > 0) return err(describeStoreFailure("newer", place, unknown.join(", ")))
	const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
	const { error } = await migrator.migrateToLatest()
	if (error === undefined) return ok(undefined)
	const failure = recogniseStoreFailure(place, error)
	if (failure === undefined) throw error
	return err(failure)
}

async function executedMigrations(db: Kysely<Schema>, engine: EngineName): Promise<readonly string[]> {
	const table =
		engine === "sqlite"
			? sql<{
					name: string
				}>`select name from sqlite_master where type = 'table' and name = 'kysely_migration'`
			: sql<{ name: string }>`select tablename as name from pg_tables
				where schemaname = current_schema() and tablename = 'kysely_migration'`
	if ((await table.execute(db)).rows.length === 0) return []
	const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
	return rows.map((row) => row.name)
}
