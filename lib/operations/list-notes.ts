import type { Result } from "#base/result"
import { listNotes as listStored, type NoteSubject, type TeamNote } from "#store/notes"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** The notes about rules, or about endpoints, as they are now. */
export function listNotes(
	context: OperationContext,
	input: { readonly kind: NoteSubject["kind"] },
): Promise<Result<readonly TeamNote[], StoreFailure>> {
	return listStored(context.store, input.kind)
}
