import type Database from "better-sqlite3"
import {
	CompiledQuery,
	type DatabaseConnection,
	type DialectAdapter,
	type Driver,
	SqliteAdapter,
	SqliteDialect,
	SqliteDriver,
} from "kysely"

/**
 * SQLite whose transactions take the write lock when they begin. Every transaction of ours writes, and a lock that is
 * taken later fails at once when another process wrote in between, instead of waiting for `busy_timeout`. It also
 * makes migrations one transaction under one lock, for several processes that start together.
 */
export class ImmediateSqliteDialect extends SqliteDialect {
	readonly #database: Database.Database

	constructor(database: Database.Database) {
		super({ database })
		this.#database = database
	}

	override createDriver(): Driver {
		return new ImmediateDriver(this.#database)
	}

	override createAdapter(): DialectAdapter {
		return new TransactionalAdapter()
	}
}

class ImmediateDriver extends SqliteDriver {
	readonly #database: Database.Database

	constructor(database: Database.Database) {
		super({ database })
		this.#database = database
	}

	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw("begin immediate"))
	}

	override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		// A full disk makes SQLite roll back by itself; a second rollback would hide the first error.
		if (this.#database.inTransaction) await super.rollbackTransaction(connection)
	}
}

class TransactionalAdapter extends SqliteAdapter {
	override get supportsTransactionalDdl(): boolean {
		return true
	}
}
