"use server"

import { revalidatePath } from "next/cache"
import { z } from "zod"
import { noteHistory as readHistory } from "#operations/note-history"
import { saveNote as saveStored } from "#operations/save-note"
import type { NoteHistoryResult, SaveNoteResult } from "#server/action-types"
import { guarded, refuse } from "#server/guarded"

const subject = z.strictObject({ kind: z.enum(["rule", "endpoint"]), id: z.string().min(1).max(100) })
const version = z.number().int().min(0).max(2_000_000_000)
const saveSchema = z.strictObject({ subject, text: z.string().max(1_000_000), version })
const historySchema = z.strictObject({ subject, before: version.optional() })

/** Saves the next version of a team note over the version that the person saw (0: there was none). */
export async function saveNote(request: z.input<typeof saveSchema>): Promise<SaveNoteResult> {
	return guarded(saveSchema, request, async (given, app): Promise<SaveNoteResult> => {
		const saved = await saveStored(app.context, given)
		if (saved.ok) {
			revalidatePath("/", "layout")
			return { kind: "saved", note: saved.value }
		}
		switch (saved.error.kind) {
			case "stale":
				return { kind: "conflict", current: saved.error.current }
			case "gone":
				return refuse("gone", `This ${given.subject.kind} is not there any more, so nothing was saved.`)
			case "too-long":
				return saved.error
			default:
				return refuse("store", `${saved.error.text} ${saved.error.hint}`)
		}
	})
}

/** Versions of a team note, newest first; those before version `before` when it is given. */
export async function noteHistory(request: z.input<typeof historySchema>): Promise<NoteHistoryResult> {
	return guarded(historySchema, request, async (given, app): Promise<NoteHistoryResult> => {
		const { before } = given
		const read = await readHistory(app.context, {
			subject: given.subject,
			...(before === undefined ? {} : { before }),
		})
		return read.ok ? { kind: "history", ...read.value } : refuse("store", read.error.text)
	})
}
