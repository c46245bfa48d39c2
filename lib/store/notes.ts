import type { Transaction } from "kysely"
import { err, ok, type Result } from "#base/result"
import { appendAudit } from "./audit.ts"
import type { Change } from "./change.ts"
import type { NoteVersionTable, Schema } from "./schema.ts"
import type { Store } from "./store.ts"
import { attemptStore, type StoreFailure } from "./store-failure.ts"
import { takeWriteLock } from "./write-lock.ts"

/** What a note is about. */
export interface NoteSubject {
	readonly kind: "rule" | "endpoint"
	readonly id: string
}

/** One version of a note. */
export interface TeamNote {
	readonly subject: NoteSubject
	/** 1 for the first; grows with every save. */
	readonly version: number
	/** Markdown as typed; empty where the note was taken away. */
	readonly text: string
	/** ISO 8601. */
	readonly at: string
	readonly actor: string
}

/** Why a note was not saved. `stale`: `current` was saved meanwhile. `gone`: there is no such endpoint. */
export type NoteConflict =
	| { readonly kind: "stale"; readonly current: TeamNote | undefined }
	| { readonly kind: "gone" }

/** Versions that one page of a history holds. */
export const noteHistoryMax = 20

/** The newest version of a note; undefined when nobody ever wrote one. */
export function getNote(
	store: Store,
	subject: NoteSubject,
): Promise<Result<TeamNote | undefined, StoreFailure>> {
	return attemptStore(store.place, async () => {
		const [row] = await newest(store.db, subject, 1, undefined)
		return row === undefined ? undefined : noteOf(row)
	})
}

/** The newest version of every note of a kind, by id of what it is about. Notes that were taken away are left out. */
export function listNotes(
	store: Store,
	kind: NoteSubject["kind"],
): Promise<Result<readonly TeamNote[], StoreFailure>> {
	return attemptStore(store.place, async () => {
		const rows = await store.db
			.selectFrom("note_version as note")
			.selectAll("note")
			.where("subject_kind", "=", kind)
			.where("text", "<>", "")
			.where("version", "=", (query) =>
				query
					.selectFrom("note_version as other")
					.select((select) => select.fn.max("other.version").as("newest"))
					.whereRef("other.subject_kind", "=", "note.subject_kind")
					.whereRef("other.subject_id", "=", "note.subject_id"),
			)
			.orderBy("subject_id")
			.execute()
		return rows.map(noteOf)
	})
}

/** Versions of a note, newest first, at most `noteHistoryMax`; those older than version `before` when it is given. */
export function noteHistory(
	store: Store,
	subject: NoteSubject,
	before?: number,
): Promise<Result<readonly TeamNote[], StoreFailure>> {
	return attemptStore(store.place, async () =>
		(await newest(store.db, subject, noteHistoryMax, before)).map(noteOf),
	)
}

/**
 * Writes the next version of a note that is still at `version` (0: nobody wrote one yet). Earlier versions stay.
 * Resolves with what was written.
 */
export async function putNote(
	store: Store,
	note: { readonly subject: NoteSubject; readonly text: string; readonly version: number },
	change: Change,
): Promise<Result<TeamNote, StoreFailure | NoteConflict>> {
	const done = await attemptStore(store.place, () =>
		store.db.transaction().execute(async (transaction): Promise<Result<TeamNote, NoteConflict>> => {
			// Two writers must not both find the version that they saw.
			await takeWriteLock(transaction, store.engine)
			if (!(await exists(transaction, note.subject))) return err({ kind: "gone" })
			const [last] = await newest(transaction, note.subject, 1, undefined)
			if ((last?.version ?? 0) !== note.version) {
				return err({ kind: "stale", current: last === undefined ? undefined : noteOf(last) })
			}
			const row = {
				...{ subject_kind: note.subject.kind, subject_id: note.subject.id },
				...{ version: note.version + 1, text: note.text, at: change.at, actor: change.actor },
			}
			await transaction.insertInto("note_version").values(row).execute()
			await appendAudit(transaction, store.engine, {
				...change,
				action: "note-saved",
				subject: note.subject.id,
				detail: { about: note.subject.kind, version: row.version, characters: note.text.length },
			})
			return ok(noteOf(row))
		}),
	)
	return done.ok ? done.value : done
}

/** Takes all versions of an endpoint's note away, inside the caller's transaction. */
export async function deleteNotesOf(transaction: Transaction<Schema>, endpointId: string): Promise<void> {
	await transaction
		.deleteFrom("note_version")
		.where("subject_kind", "=", "endpoint")
		.where("subject_id", "=", endpointId)
		.execute()
}

function newest(
	db: Store["db"],
	subject: NoteSubject,
	limit: number,
	before: number | undefined,
): Promise<NoteVersionTable[]> {
	const all = db
		.selectFrom("note_version")
		.selectAll()
		.where("subject_kind", "=", subject.kind)
		.where("subject_id", "=", subject.id)
	const chosen = before === undefined ? all : all.where("version", "<", before)
	return chosen.orderBy("version", "desc").limit(limit).execute()
}

async function exists(transaction: Transaction<Schema>, { kind, id }: NoteSubject): Promise<boolean> {
	if (kind === "rule") return true
	const row = await transaction.selectFrom("endpoint").select("id").where("id", "=", id).executeTakeFirst()
	return row !== undefined
}

function noteOf(row: NoteVersionTable): TeamNote {
	return {
		subject: { kind: row.subject_kind === "rule" ? "rule" : "endpoint", id: row.subject_id },
		version: row.version,
		text: row.text,
		at: new Date(row.at).toISOString(),
		actor: row.actor,
	}
}
