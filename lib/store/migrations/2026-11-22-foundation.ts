import type { Kysely } from "kysely"
import type { EngineName } from "../engine.ts"

/** The first schema: endpoints, runs, certificates, status, audit log. */
export async function layFoundation(db: Kysely<unknown>, engine: EngineName): Promise<void> {
	const bytes = engine === "sqlite" ? "blob" : "bytea"
	await db.schema
		.createTable("endpoint")
		.addColumn("id", "text", (column) => column.primaryKey())
		.addColumn("name", "text", (column) => column.notNull())
		.addColumn("labels", "text", (column) => column.notNull())
		.addColumn("target", "text", (column) => column.notNull())
		.addColumn("mode", "text", (column) => column.notNull())
		.addColumn("settings", "text", (column) => column.notNull())
		.addColumn("version", "integer", (column) => column.notNull())
		.addColumn("from_lab", "integer", (column) => column.notNull())
		.addColumn("created_at", "bigint", (column) => column.notNull())
		.addColumn("updated_at", "bigint", (column) => column.notNull())
		.execute()
	await db.schema
		.createTable("endpoint_secret")
		.addColumn("endpoint_id", "text", (column) =>
			column.primaryKey().references("endpoint.id").onDelete("cascade"),
		)
		.addColumn("key_pem", "text")
		.addColumn("passphrase", "text")
		.addColumn("token", "text")
		.execute()
	await createRuns(db, bytes)
	await createStatusAndAudit(db)
}

async function createRuns(db: Kysely<unknown>, bytes: "blob" | "bytea"): Promise<void> {
	await db.schema
		.createTable("run")
		.addColumn("id", "text", (column) => column.primaryKey())
		.addColumn("endpoint_id", "text")
		.addColumn("target", "text", (column) => column.notNull())
		.addColumn("started_at", "bigint", (column) => column.notNull())
		.addColumn("duration_ms", "integer", (column) => column.notNull())
		.addColumn("stopped", "integer", (column) => column.notNull())
		.addColumn("verdict", "text", (column) => column.notNull())
		.addColumn("server_mode", "text", (column) => column.notNull())
		.addColumn("summary", "text", (column) => column.notNull())
		.execute()
	await db.schema
		.createIndex("run_by_endpoint")
		.on("run")
		.columns(["endpoint_id", "started_at desc", "id desc"])
		.execute()
	await db.schema
		.createTable("run_doc")
		.addColumn("run_id", "text", (column) => column.primaryKey().references("run.id").onDelete("cascade"))
		.addColumn("body", bytes, (column) => column.notNull())
		.execute()
	await db.schema
		.createTable("certificate")
		.addColumn("sha256", "text", (column) => column.primaryKey())
		.addColumn("pem", "text", (column) => column.notNull())
		.addColumn("subject", "text", (column) => column.notNull())
		.addColumn("issuer", "text", (column) => column.notNull())
		.addColumn("not_after", "bigint", (column) => column.notNull())
		.addColumn("first_seen_at", "bigint", (column) => column.notNull())
		.execute()
	await db.schema
		.createTable("run_certificate")
		.addColumn("run_id", "text", (column) => column.notNull().references("run.id").onDelete("cascade"))
		.addColumn("sha256", "text", (column) => column.notNull().references("certificate.sha256"))
		.addPrimaryKeyConstraint("run_certificate_key", ["run_id", "sha256"])
		.execute()
	await db.schema
		.createIndex("run_certificate_by_certificate")
		.on("run_certificate")
		.column("sha256")
		.execute()
}

async function createStatusAndAudit(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable("endpoint_status")
		.addColumn("endpoint_id", "text", (column) =>
			column.primaryKey().references("endpoint.id").onDelete("cascade"),
		)
		.addColumn("run_id", "text", (column) => column.notNull())
		.addColumn("started_at", "bigint", (column) => column.notNull())
		.addColumn("verdict", "text", (column) => column.notNull())
		.addColumn("server_mode", "text", (column) => column.notNull())
		.addColumn("summary", "text", (column) => column.notNull())
		.execute()
	await db.schema
		.createTable("audit_log")
		.addColumn("seq", "integer", (column) => column.primaryKey())
		.addColumn("at", "bigint", (column) => column.notNull())
		.addColumn("actor", "text", (column) => column.notNull())
		.addColumn("action", "text", (column) => column.notNull())
		.addColumn("subject", "text", (column) => column.notNull())
		.addColumn("detail", "text", (column) => column.notNull())
		.addColumn("previous_hash", "text", (column) => column.notNull())
		.addColumn("hash", "text", (column) => column.notNull())
		.execute()
}
