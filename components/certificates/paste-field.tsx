"use client"

import { useRef } from "react"
import { Textarea } from "#components/ui/input"

const textMax = 8_000_000
const isWhole = /-----END [^-\n]+-----\s*$/

/**
 * Takes pasted PEM. What is pasted is handed on and never stands in the field: it may be a private key, and what is on
 * a page can be seen by extensions and by whoever looks at the screen. What was typed or dropped is taken when it ends as
 * PEM does or when the field is left, so that a cut-off block is answered too.
 */
export function PasteField({ onText }: { readonly onText: (text: string) => void }) {
	const area = useRef<HTMLTextAreaElement>(null)
	const take = (text: string) => {
		if (area.current !== null) area.current.value = ""
		if (text.trim() !== "") onText(text.slice(0, textMax))
	}
	return (
		<Textarea
			ref={area}
			mono
			rows={2}
			wrap="off"
			autoCorrect="off"
			autoCapitalize="off"
			aria-label="Paste PEM"
			placeholder="or paste PEM here: -----BEGIN …"
			className="min-h-16 whitespace-pre text-left"
			onPaste={(event) => {
				event.preventDefault()
				take(event.clipboardData.getData("text/plain"))
			}}
			onBlur={(event) => take(event.target.value)}
			onChange={(event) => {
				if (isWhole.test(event.target.value)) take(event.target.value)
			}}
		/>
	)
}
