import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import type { Schema } from "./schema.ts"

const connectionsMax = 8
const connectTimeoutMs = 10_000
/** OID of int8, which the driver would otherwise give as text; ours are milliseconds and fit a number. */
const int8Oid = 20

/** Prepares a pool for PostgreSQL 15 or later. Nothing is connected until the first query. */
export function openPostgres(url: string): { readonly db: Kysely<Schema>; readonly place: string } {
	const pool = new pg.Pool({
		connectionString: url,
		max: connectionsMax,
		connectionTimeoutMillis: connectTimeoutMs,
		types: {
			getTypeParser: (oid: number, format?: "text" | "binary") =>
				oid === int8Oid ? Number : pg.types.getTypeParser(oid, format === "binary" ? "text" : format),
		},
	})
	// A connection that breaks while idle is replaced by the pool; unheard, the event would end the process.
	pool.on("error", () => undefined)
	return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), place: placeOf(url) }
}

/** Host and name of the database, without account and password. */
function placeOf(url: string): string {
	if (!URL.canParse(url)) return "named by DATABASE_URL"
	const { host, pathname } = new URL(url)
	return `${host === "" ? "PostgreSQL" : host}${pathname}`
}
