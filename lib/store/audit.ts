import { createHash } from "node:crypto"
import type { Kysely, Transaction } from "kysely"
import type { EngineName } from "./engine.ts"
import type { AuditLogTable, Schema } from "./schema.ts"
import type { Store } from "./store.ts"
import { takeWriteLock } from "./write-lock.ts"

/** What is written down for ever: who did what to what. No secrets, no settings. */
export interface AuditEntry {
	/** Milliseconds since 1970. */
	readonly at: number
	readonly actor: string
	readonly action:
		| "endpoint-added"
		| "endpoint-changed"
		| "endpoint-deleted"
		| "run-done"
		| "note-saved"
		| "authority-kept"
		| "authority-not-opened"
		| "authority-lent"
		| "authority-deleted"
		| "certificate-issued"
		| "certificate-remembered"
		| "certificate-forgotten"
	/** Id of the endpoint, run or rule; SHA-256 of the certificate. */
	readonly subject: string
	readonly detail: Readonly<Record<string, string | number | boolean>>
}

const genesis = "0".repeat(64)

/** Appends an entry inside the caller's transaction; the caller's other writes stand or fall with it. */
export async function appendAudit(
	transaction: Transaction<Schema>,
	engine: EngineName,
	entry: AuditEntry,
): Promise<void> {
	// Two writers must not both follow the same row.
	await takeWriteLock(transaction, engine)
	const last = await transaction
		.selectFrom("audit_log")
		.select(["seq", "hash"])
		.orderBy("seq", "desc")
		.limit(1)
		.executeTakeFirst()
	const row = {
		...entry,
		seq: (last?.seq ?? 0) + 1,
		detail: JSON.stringify(entry.detail),
		previous_hash: last?.hash ?? genesis,
	}
	await transaction
		.insertInto("audit_log")
		.values({ ...row, hash: hashRow(row) })
		.execute()
}

/** Whether every entry follows the one before it; `brokenAt` is the first that does not. */
export type AuditCheck =
	| { readonly kind: "whole"; readonly entries: number }
	| { readonly kind: "broken"; readonly brokenAt: number }

/** Walks the whole log, 1,000 rows at a time. Rows cut off at the end cannot be seen by it. */
export async function checkAudit(store: Store): Promise<AuditCheck> {
	let previous = genesis
	let seq = 0
	for (;;) {
		const rows = await readAfter(store.db, seq)
		if (rows.length === 0) return { kind: "whole", entries: seq }
		for (const row of rows) {
			seq += 1
			if (row.seq !== seq || row.previous_hash !== previous || row.hash !== hashRow(row)) {
				return { kind: "broken", brokenAt: seq }
			}
			previous = row.hash
		}
	}
}

function readAfter(db: Kysely<Schema>, seq: number): Promise<AuditLogTable[]> {
	return db.selectFrom("audit_log").selectAll().where("seq", ">", seq).orderBy("seq").limit(1_000).execute()
}

function hashRow(row: Omit<AuditLogTable, "hash">): string {
	const { seq, at, actor, action, subject, detail, previous_hash } = row
	return createHash("sha256")
		.update(JSON.stringify([previous_hash, seq, at, actor, action, subject, detail]))
		.digest("hex")
}
