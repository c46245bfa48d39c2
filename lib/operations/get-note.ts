import type { Result } from "#base/result"
import { getNote as getStored, type NoteSubject, type TeamNote } from "#store/notes"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** The newest version of one note, an emptied one too; undefined when nobody ever wrote one. */
export function getNote(
	context: OperationContext,
	input: { readonly subject: NoteSubject },
): Promise<Result<TeamNote | undefined, StoreFailure>> {
	return getStored(context.store, input.subject)
}
