"use client"

import { useId, useState } from "react"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { Textarea } from "#components/ui/input"
import { noteBytes, noteBytesMax, noteTooLongWords } from "#report/note-size"
import { keepNoteDraft } from "./note-draft.tsx"
import { NoteText } from "./note-text.tsx"
import type { NoteSubject, NoteVersion, SaveNote } from "./note-types.tsx"

/** Why a save did not happen; what was typed is still in the field. */
type Trouble =
	| { readonly kind: "said"; readonly text: string }
	| { readonly kind: "conflict"; readonly current: NoteVersion | undefined }

/** The field in which a note is written, with its preview. Nothing typed is lost: not by a refusal, not by leaving. */
export function NoteEditor({
	subject,
	start,
	version,
	save,
	onSaved,
	onCancel,
}: {
	readonly subject: NoteSubject
	readonly start: string
	/** The version that is being changed; 0 when there is none. */
	readonly version: number
	readonly save: SaveNote
	readonly onSaved: (note: NoteVersion) => void
	readonly onCancel: () => void
}) {
	const id = useId()
	const [text, setText] = useState(start)
	const [base, setBase] = useState(version)
	const [isPreview, setPreview] = useState(false)
	const [isBusy, setBusy] = useState(false)
	const [trouble, setTrouble] = useState<Trouble>()
	const type = (next: string) => {
		setText(next)
		keepNoteDraft(subject, next)
	}
	const put = async (over: number) => {
		const bytes = noteBytes(text)
		if (bytes > noteBytesMax) return setTrouble({ kind: "said", text: noteTooLongWords(bytes) })
		setBusy(true)
		setTrouble(undefined)
		try {
			const outcome = await save({ subject, text, version: over })
			if (outcome.kind === "saved") {
				keepNoteDraft(subject, undefined)
				return onSaved(outcome.note)
			}
			if (outcome.kind === "conflict") {
				setBase(outcome.current?.version ?? 0)
				return setTrouble(outcome)
			}
			const said = outcome.kind === "too-long" ? noteTooLongWords(outcome.bytes) : outcome.text
			setTrouble({ kind: "said", text: said })
		} catch {
			setTrouble({
				kind: "said",
				text: "Countersign did not answer, so nothing was saved. Is it still running?",
			})
		} finally {
			setBusy(false)
		}
	}
	return (
		<div className="flex flex-col gap-2">
			<Field
				id={id}
				label="Your team's note"
				help="Markdown. Everybody who can open this dashboard reads it, so write no passwords into it."
				problem={trouble?.kind === "said" ? trouble : undefined}
				aside={
					<Button size="sm" variant="quiet" aria-pressed={isPreview} onClick={() => setPreview(!isPreview)}>
						Preview
					</Button>
				}
			>
				{(props) => (
					<Textarea {...props} rows={6} value={text} onChange={(event) => type(event.target.value)} />
				)}
			</Field>
			{isPreview ? (
				<section aria-label="Preview" className="rounded-md border border-line border-dashed px-3 py-2">
					{text.trim() === "" ? <p className="text-ink-faint">Nothing written.</p> : <NoteText text={text} />}
				</section>
			) : null}
			{trouble?.kind === "conflict" ? <Conflict current={trouble.current} /> : null}
			<div className="flex flex-wrap gap-2">
				<Button variant="primary" disabled={isBusy} onClick={() => void put(base)}>
					{trouble?.kind === "conflict" ? "Save mine over theirs" : "Save the note"}
				</Button>
				<Button
					disabled={isBusy}
					onClick={() => {
						keepNoteDraft(subject, undefined)
						onCancel()
					}}
				>
					Cancel
				</Button>
			</div>
		</div>
	)
}

function Conflict({ current }: { readonly current: NoteVersion | undefined }) {
	return (
		<div role="alert" className="border-attention border-l-2 pl-3">
			<p>
				Somebody else saved this note while you wrote. Yours is still in the field and was not saved; theirs
				is below. Join the two in the field, then save: theirs stays in the history.
			</p>
			{current === undefined || current.text === "" ? (
				<p className="text-ink-soft">They took the note away.</p>
			) : (
				<pre className="mt-1 max-h-72 overflow-auto whitespace-pre-wrap font-mono text-xs leading-5 wrap-anywhere">
					{current.text}
				</pre>
			)}
		</div>
	)
}
