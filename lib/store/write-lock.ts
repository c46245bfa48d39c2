import { sql, type Transaction } from "kysely"
import type { EngineName } from "./engine.ts"
import type { Schema } from "./schema.ts"

/** Any number will do, as long as nothing else in the same database uses it. */
const postgresLockId = 5_201_122

/**
 * Lets one writer at a time go on until its transaction ends. SQLite's transactions hold that lock from their
 * beginning. Taking it twice in one transaction is harmless.
 */
export async function takeWriteLock(transaction: Transaction<Schema>, engine: EngineName): Promise<void> {
	if (engine === "postgres") await sql`select pg_advisory_xact_lock(${postgresLockId})`.execute(transaction)
}
