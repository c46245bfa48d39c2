"use client"

import { useId } from "react"
import { PasteField } from "#components/certificates/paste-field"

/** One file, chosen or pasted; it is read in this page. */
export function FileOrPaste({
	label,
	given,
	onFile,
}: {
	readonly label: string
	readonly given: File | undefined
	readonly onFile: (file: File | undefined) => void
}) {
	const id = useId()
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
					onFile(file)
				}}
				className="block w-full text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-line-strong file:bg-surface-raised file:px-3.5 file:font-medium"
			/>
			<PasteField onText={(text) => onFile(new File([text], "pasted text"))} />
			<p role="status" className="text-ink-faint text-sm">
				{given === undefined ? "" : `Given: ${given.name}.`}
			</p>
		</div>
	)
}
