import type { Kysely } from "kysely"

/** Certificates that somebody wants to see in the status although no endpoint uses them here. */
export async function addRemembered(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable("remembered_certificate")
		.addColumn("sha256", "text", (column) => column.primaryKey())
		.addColumn("pem", "text", (column) => column.notNull())
		.addColumn("remembered_at", "bigint", (column) => column.notNull())
		.addColumn("actor", "text", (column) => column.notNull())
		.execute()
}
