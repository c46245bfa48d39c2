"use client"

import { useEffect, useEffectEvent, useState } from "react"
import { Button } from "#components/ui/button"
import { SectionHeading } from "#components/ui/heading"
import { Time } from "#components/ui/time"
import { readNoteDraft } from "./note-draft.tsx"
import { NoteEditor } from "./note-editor.tsx"
import { NoteText } from "./note-text.tsx"
import type { NoteSubject, NoteVersion, ReadNoteHistory, SaveNote } from "./note-types.tsx"
import { NoteVersions } from "./note-versions.tsx"

const noteTitles = {
	rule: "Your team’s note on this rule",
	endpoint: "Your team’s note on this endpoint",
} as const satisfies Record<NoteSubject["kind"], string>

/** The team's own note on a rule or an endpoint, beside ours: read, written in place, with every earlier version. */
export function TeamNote({
	subject,
	note: given,
	save,
	readHistory,
}: {
	readonly subject: NoteSubject
	readonly note: NoteVersion | undefined
	readonly save: SaveNote
	readonly readHistory: ReadNoteHistory
}) {
	const [saved, setSaved] = useState<NoteVersion>()
	const [editing, setEditing] = useState<string>()
	const [isHistoryOpen, setHistoryOpen] = useState(false)
	const note = newer(given, saved)
	const text = note?.text ?? ""
	const takeUp = useEffectEvent(() => {
		const draft = readNoteDraft(subject)
		if (draft !== undefined && draft !== text) setEditing(draft)
	})
	useEffect(() => takeUp(), [])
	return (
		<section aria-labelledby="note" className="print:break-inside-avoid">
			<SectionHeading
				id="note"
				aside={
					editing !== undefined ? null : (
						<span className="flex gap-2 print:hidden">
							<Button size="sm" onClick={() => setEditing(text)}>
								{text === "" ? "Add a note" : "Edit the note"}
							</Button>
							{note === undefined ? null : (
								<Button
									size="sm"
									variant="quiet"
									aria-expanded={isHistoryOpen}
									onClick={() => setHistoryOpen(!isHistoryOpen)}
								>
									Versions
								</Button>
							)}
						</span>
					)
				}
			>
				{noteTitles[subject.kind]}
			</SectionHeading>
			{editing === undefined ? (
				<Shown note={note} />
			) : (
				<NoteEditor
					key={editing}
					subject={subject}
					start={editing}
					version={note?.version ?? 0}
					save={save}
					onSaved={(next) => {
						setSaved(next)
						setEditing(undefined)
					}}
					onCancel={() => setEditing(undefined)}
				/>
			)}
			{isHistoryOpen && note !== undefined && editing === undefined ? (
				<NoteVersions subject={subject} newest={note.version} read={readHistory} onRestore={setEditing} />
			) : null}
		</section>
	)
}

function Shown({ note }: { readonly note: NoteVersion | undefined }) {
	if (note === undefined || note.text === "") {
		return <p className="text-ink-soft">Nobody wrote one yet: what your team knows about it goes here.</p>
	}
	return (
		<>
			<NoteText text={note.text} />
			<p className="mt-1 text-ink-faint text-sm">
				Version {note.version}, <Time iso={note.at} /> by {note.actor}
			</p>
		</>
	)
}

function newer(a: NoteVersion | undefined, b: NoteVersion | undefined): NoteVersion | undefined {
	if (a === undefined || b === undefined) return a ?? b
	return a.version > b.version ? a : b
}
