import type { Kysely } from "kysely"
import type { EngineName } from "./engine.ts"
import type { Schema } from "./schema.ts"

/** An open, migrated database. Whoever opened it closes it. */
export interface Store {
	readonly db: Kysely<Schema>
	readonly engine: EngineName
	/** Where the data is, in words without credentials: a path, or the host and name of the database. */
	readonly place: string
	/** Ends all connections and gives up the dashboard's claim. Safe to call twice. */
	readonly close: () => Promise<void>
}
