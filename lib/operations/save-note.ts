import { err, type Result } from "#base/result"
import { runbookPage } from "#diagnosis/runbook"
import { noteBytes, noteBytesMax } from "#report/note-size"
import { type NoteConflict, type NoteSubject, putNote, type TeamNote } from "#store/notes"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** A note as it was typed, over the version that the person saw (0: there was none). */
export interface SaveNoteInput {
	readonly subject: NoteSubject
	readonly text: string
	readonly version: number
}

/** Why a note was not saved; nothing was changed. */
export type SaveNoteFailure =
	| { readonly kind: "too-long"; readonly bytes: number }
	| NoteConflict
	| StoreFailure

/**
 * Saves the next version of a note about a rule that exists or an endpoint that is stored; an empty text takes it away.
 * The text is kept as typed, but for what a database cannot hold: NUL and halves of surrogate pairs become U+FFFD.
 */
export async function saveNote(
	context: OperationContext,
	{ subject, text, version }: SaveNoteInput,
): Promise<Result<TeamNote, SaveNoteFailure>> {
	if (subject.kind === "rule" && runbookPage(subject.id) === undefined) return err({ kind: "gone" })
	const kept = text.trim() === "" ? "" : text.toWellFormed().replaceAll("\0", "\ufffd")
	const bytes = noteBytes(kept)
	if (bytes > noteBytesMax) return err({ kind: "too-long", bytes })
	const change = { actor: context.actor, at: context.clock.now() }
	return putNote(context.store, { subject, text: kept, version }, change)
}
