import { err, type Result } from "#base/result"
import { rulesById } from "#diagnosis/rules"
import { type NoteConflict, type NoteSubject, putNote, type TeamNote } from "#store/notes"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** Bytes of UTF-8 that one note may have. */
export const noteBytesMax = 65_536

/** A note as it was typed, over the version that the person saw (0: there was none). */
export interface SaveNoteInput {
	readonly subject: NoteSubject
	readonly text: string
	readonly version: number
}

/** Why a note was not saved; nothing was changed. */
export type SaveNoteFailure =
	| { readonly kind: "too-long"; readonly bytes: number; readonly bytesMax: number }
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
	if (subject.kind === "rule" && !rulesById.has(subject.id)) return err({ kind: "gone" })
	const kept = text.trim() === "" ? "" : text.toWellFormed().replaceAll("\0", "\ufffd")
	const bytes = new TextEncoder().encode(kept).length
	if (bytes > noteBytesMax) return err({ kind: "too-long", bytes, bytesMax: noteBytesMax })
	const change = { actor: context.actor, at: context.clock.now() }
	return putNote(context.store, { subject, text: kept, version }, change)
}
