import type { Kysely } from "kysely"

/** The team's own notes: every version of every note is a row, and no row is ever changed. */
export async function addTeamNotes(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable("note_version")
		.addColumn("subject_kind", "text", (column) => column.notNull())
		.addColumn("subject_id", "text", (column) => column.notNull())
		.addColumn("version", "integer", (column) => column.notNull())
		.addColumn("text", "text", (column) => column.notNull())
		.addColumn("at", "bigint", (column) => column.notNull())
		.addColumn("actor", "text", (column) => column.notNull())
		.addPrimaryKeyConstraint("note_version_key", ["subject_kind", "subject_id", "version"])
		.execute()
}
