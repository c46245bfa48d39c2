import type { Transaction } from "kysely"
import type { Result } from "#base/result"
import type { RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { appendAudit } from "./audit.ts"
import { readRunDocument, writeRunDocument } from "./run-document.ts"
import { type RunSummary, readRunSummary, writeRunSummary } from "./run-summary.ts"
import type { RunTable, Schema } from "./schema.ts"
import { putStatus } from "./status.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"
import { putWatched } from "./watched.ts"
import { takeWriteLock } from "./write-lock.ts"

/** One run as lists know it. */
export interface RunRow {
	readonly id: string
	/** Absent for a target that was checked without being stored. */
	readonly endpointId?: string
	readonly target: string
	/** ISO 8601. */
	readonly startedAt: string
	readonly durationMs: number
	readonly stopped: boolean
	readonly summary: RunSummary
}

/** A run that is to be stored. */
export interface NewRun {
	readonly id: string
	readonly endpointId?: string
	readonly run: RunObservation
	readonly summary: RunSummary
	readonly actor: string
}

/**
 * Stores a run whole, or not at all: row, document, certificates, status and audit entry in one transaction. When it
 * resolves, the run survives the end of the process. Storing the same id twice changes nothing.
 */
export async function storeRun(store: Store, given: NewRun): Promise<Result<void, StoreFailure>> {
	const document = await writeRunDocument(given.run)
	return attemptStore(store.place, () =>
		store.db.transaction().execute(async (transaction) => {
			// Retention must not remove a certificate between our finding it there and our pointing to it.
			await takeWriteLock(transaction, store.engine)
			const row = rowOf(given)
			const inserted = await transaction
				.insertInto("run")
				.values(row)
				.onConflict((conflict) => conflict.column("id").doNothing())
				.executeTakeFirst()
			if (inserted.numInsertedOrUpdatedRows === 0n) return
			await transaction.insertInto("run_doc").values({ run_id: given.id, body: document.body }).execute()
			await writeCertificates(transaction, given.id, document.certificates, row.started_at)
			if (given.endpointId !== undefined && !given.run.stopped) {
				await putStatus(transaction, given.endpointId, row)
				await putWatched(transaction, given.endpointId, given.id, given.run)
			}
			await appendAudit(transaction, store.engine, {
				at: row.started_at + row.duration_ms,
				actor: given.actor,
				action: "run-done",
				subject: given.id,
				detail: { target: row.target, verdict: row.verdict, stopped: given.run.stopped },
			})
		}),
	)
}

/** A stored run: its row and everything that was seen. */
export interface StoredRun extends RunRow {
	readonly run: RunObservation
}

/** One run whole; undefined when there is none. */
export function getRun(store: Store, id: string): Promise<Result<StoredRun | undefined, StoreFailure>> {
	return attemptStore(store.place, async () => {
		const row = await store.db
			.selectFrom("run")
			.innerJoin("run_doc", "run_doc.run_id", "run.id")
			.selectAll("run")
			.select("run_doc.body")
			.where("run.id", "=", id)
			.executeTakeFirst()
		if (row === undefined) return undefined
		const certificates = await store.db
			.selectFrom("run_certificate")
			.innerJoin("certificate", "certificate.sha256", "run_certificate.sha256")
			.select(["certificate.sha256", "certificate.pem"])
			.where("run_certificate.run_id", "=", id)
			.execute()
		const pems = new Map(certificates.map((each) => [each.sha256, each.pem]))
		return { ...runOf(row), run: await readRunDocument(row.body, pems) }
	})
}

/** Which runs a list wants. */
export interface RunQuery {
	/** Absent: runs of every endpoint and of unsaved targets. */
	readonly endpointId?: string
	/** At most 1,000. */
	readonly limit: number
}

/** Runs, newest first, without their documents. */
export function listRuns(store: Store, query: RunQuery): Promise<Result<readonly RunRow[], StoreFailure>> {
	return attemptStore(store.place, async () => {
		const all = store.db.selectFrom("run").selectAll()
		const chosen = query.endpointId === undefined ? all : all.where("endpoint_id", "=", query.endpointId)
		const rows = await chosen
			.orderBy("started_at", "desc")
			.orderBy("id", "desc")
			.limit(Math.min(query.limit, 1_000))
			.execute()
		return rows.map(runOf)
	})
}

function rowOf({ id, endpointId, run, summary }: NewRun): RunTable {
	return {
		id,
		endpoint_id: endpointId ?? null,
		target: run.target,
		started_at: Date.parse(run.startedAt),
		duration_ms: Math.round(run.durationMs),
		stopped: run.stopped ? 1 : 0,
		verdict: summary.verdict,
		server_mode: summary.serverMode,
		summary: writeRunSummary(summary),
	}
}

async function writeCertificates(
	transaction: Transaction<Schema>,
	runId: string,
	certificates: readonly CertificateDescription[],
	at: number,
): Promise<void> {
	for (const { sha256, pem, subject, issuer, notAfter } of certificates) {
		await transaction
			.insertInto("certificate")
			.values({ sha256, pem, subject, issuer, not_after: Date.parse(notAfter) || 0, first_seen_at: at })
			.onConflict((conflict) => conflict.column("sha256").doNothing())
			.execute()
		await transaction.insertInto("run_certificate").values({ run_id: runId, sha256 }).execute()
	}
}

function runOf(row: RunTable): RunRow {
	return {
		id: row.id,
		...(row.endpoint_id === null ? {} : { endpointId: row.endpoint_id }),
		target: row.target,
		startedAt: new Date(row.started_at).toISOString(),
		durationMs: row.duration_ms,
		stopped: row.stopped === 1,
		summary: readRunSummary(row.summary),
	}
}
