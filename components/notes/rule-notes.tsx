"use client"

import Link from "next/link"
import { createContext, type ReactNode, useContext } from "react"
import { address } from "#components/ui/address"
import { NoteText } from "./note-text.tsx"
import { excerptMax, type RuleNoteEntry } from "./rule-note-entries.tsx"

const RuleNotesContext = createContext<readonly RuleNoteEntry[]>([])

/** Gives the finding cards beneath it the team's notes on rules. */
export function RuleNotes({
	notes,
	children,
}: {
	readonly notes: readonly RuleNoteEntry[]
	readonly children: ReactNode
}) {
	return <RuleNotesContext value={notes}>{children}</RuleNotesContext>
}

/** The team's note on a finding's rule, folded open; one quiet link when there is none. */
export function RuleNote({ rule }: { readonly rule: string }) {
	const note = useContext(RuleNotesContext).find((entry) => entry.rule === rule)
	const place = address(`/runbook/${encodeURIComponent(rule)}#note`)
	if (note === undefined) {
		return (
			<p className="mt-2 text-sm print:hidden">
				<Link href={place} className="link text-ink-soft">
					Add your team’s note
				</Link>
			</p>
		)
	}
	const isCut = note.text.length > excerptMax
	return (
		<details open className="mt-3 border-line border-t pt-2">
			<summary className="w-fit rounded-sm py-0.5 font-medium text-sm">Your team’s note on this rule</summary>
			<div className="mt-1">
				<NoteText text={isCut ? note.text.slice(0, excerptMax) : note.text} />
				<Link href={place} className="link text-ink-soft text-sm print:hidden">
					{isCut ? "Read the rest, or edit it" : "Edit the note"}
				</Link>
			</div>
		</details>
	)
}
