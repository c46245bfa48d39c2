"use client"

import { useId, useState } from "react"
import { PasteField } from "#components/certificates/paste-field"

/** One file, chosen or pasted; it is read in this page. */
export function FileOrPaste({
	label,
	onFile,
}: {
	readonly label: string
	readonly onFile: (file: Blob | undefined) => void
}) {
	const id = useId()
	const [given, setGiven] = useState<string>()
	return (
		<div className="flex flex-col gap-2">
			<label htmlFor={id} className="font-medium text-sm">
				{label}
			</label>
			<input
				id={id}
				type="file"
				onChange={(event) => {
					const [file] = event.target.files ?? []
					setGiven(file?.name)
					onFile(file)
				}}
				className="block w-full text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-line-strong file:bg-surface-raised file:px-3.5 file:font-medium"
			/>
			<PasteField
				onText={(text) => {
					setGiven("pasted text")
					onFile(new Blob([text]))
				}}
			/>
			<p role="status" className="text-ink-faint text-sm">
				{given === undefined ? "" : `Given: ${given}.`}
			</p>
		</div>
	)
}
