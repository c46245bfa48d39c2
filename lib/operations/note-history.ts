import { ok, type Result } from "#base/result"
import { type NoteSubject, noteHistoryMax, noteHistory as readStored, type TeamNote } from "#store/notes"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** Some versions of a note, newest first. `older`: there may be more before the last of them. */
export interface NoteHistory {
	readonly versions: readonly TeamNote[]
	readonly older: boolean
}

/** Versions of a note; those before version `before` when it is given. */
export async function noteHistory(
	context: OperationContext,
	input: { readonly subject: NoteSubject; readonly before?: number },
): Promise<Result<NoteHistory, StoreFailure>> {
	const read = await readStored(context.store, input.subject, input.before)
	if (!read.ok) return read
	const last = read.value.at(-1)?.version ?? 1
	return ok({ versions: read.value, older: read.value.length === noteHistoryMax && last > 1 })
}
