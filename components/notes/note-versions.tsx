"use client"

import { useEffect, useEffectEvent, useState } from "react"
import { Button } from "#components/ui/button"
import { Time } from "#components/ui/time"
import { NoteText } from "./note-text.tsx"
import type { NoteSubject, NoteVersion, ReadNoteHistory } from "./note-types.tsx"

/** Every version of a note, newest first, each with the way back to it. */
export function NoteVersions({
	subject,
	newest,
	read,
	onRestore,
}: {
	readonly subject: NoteSubject
	/** The version that is shown now; the list is read anew when it changes. */
	readonly newest: number
	readonly read: ReadNoteHistory
	/** Puts an old text into the field; nothing is saved by it. */
	readonly onRestore: (text: string) => void
}) {
	const [versions, setVersions] = useState<readonly NoteVersion[]>([])
	const [older, setOlder] = useState(false)
	const [said, setSaid] = useState("Reading …")
	const load = async (before: number | undefined) => {
		try {
			const outcome = await read({ subject, ...(before === undefined ? {} : { before }) })
			if (outcome.kind === "failed") return setSaid(outcome.text)
			setVersions((known) => (before === undefined ? outcome.versions : [...known, ...outcome.versions]))
			setOlder(outcome.older)
			setSaid("")
		} catch {
			setSaid("Countersign did not answer. Is it still running?")
		}
	}
	const begin = useEffectEvent(() => void load(undefined))
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new version makes the list old
	useEffect(() => begin(), [newest])
	return (
		<div className="mt-2">
			<p role="status" className="text-ink-soft text-sm">
				{said}
			</p>
			<ol aria-label="Versions of the note">
				{versions.map((version) => (
					<li key={version.version} className="border-line border-t py-1.5">
						<div className="flex flex-wrap items-center gap-x-3 text-sm">
							<span className="font-medium">Version {version.version}</span>
							<span className="text-ink-soft">
								<Time iso={version.at} /> by {version.actor}
							</span>
							{version.version === newest ? (
								<span className="text-ink-faint">shown now</span>
							) : (
								<Button
									size="sm"
									aria-label={`Restore version ${version.version}`}
									onClick={() => onRestore(version.text)}
								>
									Restore
								</Button>
							)}
						</div>
						<details>
							<summary className="w-fit rounded-sm py-0.5 text-ink-soft text-sm">Read it</summary>
							{version.text === "" ? (
								<p className="text-ink-faint">The note was taken away.</p>
							) : (
								<NoteText text={version.text} />
							)}
						</details>
					</li>
				))}
			</ol>
			{older ? (
				<Button onClick={() => void load(versions.at(-1)?.version)}>Show older versions</Button>
			) : null}
		</div>
	)
}
