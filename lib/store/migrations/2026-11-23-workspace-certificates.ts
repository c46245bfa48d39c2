import type { Kysely } from "kysely"

/** Every certificate that was issued from a kept CA, and which certificates an endpoint's newest run saw in which role. */
export async function addCertificates(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable("issued_certificate")
		.addColumn("sha256", "text", (column) => column.primaryKey())
		.addColumn("serial", "text", (column) => column.notNull())
		.addColumn("subject", "text", (column) => column.notNull())
		.addColumn("names", "text", (column) => column.notNull())
		.addColumn("not_before", "bigint", (column) => column.notNull())
		.addColumn("not_after", "bigint", (column) => column.notNull())
		.addColumn("authority", "text", (column) => column.notNull())
		.addColumn("profile", "text", (column) => column.notNull())
		.addColumn("pem", "text", (column) => column.notNull())
		.addColumn("issued_at", "bigint", (column) => column.notNull())
		.addColumn("actor", "text", (column) => column.notNull())
		.execute()
	await db.schema
		.createIndex("issued_certificate_by_time")
		.on("issued_certificate")
		.columns(["issued_at desc", "sha256"])
		.execute()
	await db.schema
		.createTable("watched_certificate")
		.addColumn("endpoint_id", "text", (column) =>
			column.notNull().references("endpoint.id").onDelete("cascade"),
		)
		.addColumn("role", "text", (column) => column.notNull())
		.addColumn("sha256", "text", (column) => column.notNull())
		.addColumn("pem", "text", (column) => column.notNull())
		.addPrimaryKeyConstraint("watched_certificate_key", ["endpoint_id", "role", "sha256"])
		.execute()
}
