import type { ReactNode } from "react"
import { ruleNoteEntries } from "#components/notes/rule-note-entries"
import { RuleNotes } from "#components/notes/rule-notes"
import { listNoteViews } from "#server/queries"

/** Gives the finding cards of a page the team's notes on rules. */
export async function RuleNotesSection({ children }: { readonly children: ReactNode }) {
	const notes = await listNoteViews("rule")
	return <RuleNotes notes={ruleNoteEntries(notes)}>{children}</RuleNotes>
}
