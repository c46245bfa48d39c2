"use client"

import { useState } from "react"
import { Button } from "#components/ui/button"
import { Textarea } from "#components/ui/input"

/** Adds a key log to the opened capture: from a file or pasted. It stays in the memory of this page. */
export function KeyLogPanel({
	onChoose,
	onPaste,
	onCancel,
}: {
	readonly onChoose: () => void
	readonly onPaste: (text: Blob) => void
	readonly onCancel: () => void
}) {
	const [text, setText] = useState("")
	return (
		<section
			aria-label="Key log"
			className="flex flex-col gap-2 rounded-md border border-line bg-surface-raised p-3"
		>
			<label htmlFor="key-log" className="text-sm">
				Lines of a key log, as SSLKEYLOGFILE writes them. They stay in this page.
			</label>
			<Textarea
				id="key-log"
				mono
				rows={3}
				value={text}
				onChange={(event) => setText(event.target.value)}
				placeholder="CLIENT_HANDSHAKE_TRAFFIC_SECRET 3d89529eeebe… 5a0c…"
			/>
			<div className="flex flex-wrap gap-2">
				<Button
					size="sm"
					variant="primary"
					onClick={() => onPaste(new Blob([text]))}
					disabled={text.trim() === ""}
				>
					Read again with it
				</Button>
				<Button size="sm" onClick={onChoose}>
					Choose a file
				</Button>
				<Button size="sm" variant="quiet" onClick={onCancel}>
					Cancel
				</Button>
			</div>
		</section>
	)
}
