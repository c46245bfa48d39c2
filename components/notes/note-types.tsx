/** What a note is about. */
export interface NoteSubject {
	readonly kind: "rule" | "endpoint"
	readonly id: string
}

/** One version of a team note as pages are given it. */
export interface NoteVersion {
	readonly version: number
	/** Markdown; empty where the note was taken away. */
	readonly text: string
	/** ISO 8601. */
	readonly at: string
	readonly actor: string
}

/** Something was in the way; a sentence. */
interface Refused {
	readonly kind: "failed"
	readonly text: string
}

/** Saves a note over the version that the person saw (0: there was none). */
export type SaveNote = (request: {
	readonly subject: NoteSubject
	readonly text: string
	readonly version: number
}) => Promise<
	| { readonly kind: "saved"; readonly note: NoteVersion }
	| { readonly kind: "conflict"; readonly current: NoteVersion | undefined }
	| { readonly kind: "too-long"; readonly bytes: number }
	| Refused
>

/** Versions of a note, newest first. */
export type ReadNoteHistory = (request: {
	readonly subject: NoteSubject
	readonly before?: number
}) => Promise<
	{ readonly kind: "history"; readonly versions: readonly NoteVersion[]; readonly older: boolean } | Refused
>
