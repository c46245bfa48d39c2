import type { NoteSubject } from "./note-types.tsx"

/** What was typed into this tab and not saved yet; undefined when there is nothing, or nothing may be kept. */
export function readNoteDraft(subject: NoteSubject): string | undefined {
	try {
		return sessionStorage.getItem(nameOf(subject)) ?? undefined
	} catch {
		return undefined
	}
}

/** Keeps what was typed until it is saved or thrown away; `undefined` forgets it. */
export function keepNoteDraft(subject: NoteSubject, text: string | undefined): void {
	try {
		if (text === undefined) sessionStorage.removeItem(nameOf(subject))
		else sessionStorage.setItem(nameOf(subject), text)
	} catch {
		// A browser that keeps nothing for us still has the text in the field.
		return
	}
}

function nameOf({ kind, id }: NoteSubject): string {
	return `countersign.note.${kind}.${id}`
}
