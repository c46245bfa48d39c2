"use client"

import { CornerDownLeft, Search } from "lucide-react"
import { useRouter } from "next/navigation"
import { type ClipboardEvent, type FormEvent, useRef, useState } from "react"
import { pressedStorageKey } from "#components/run/check-form-values"
import { address } from "#components/ui/address"
import { answerAddress, explainStorageKey, readQuestion } from "./read-question.tsx"

/** The id of the field, so that `/` can focus it from anywhere. */
export const askFieldId = "ask"

/** One wide field: an address starts a check, anything else is explained. */
export function AskField() {
	const router = useRouter()
	const [text, setText] = useState("")
	// A pasted log has several lines, an input only one: the whole paste is kept beside what the field can show.
	const whole = useRef<{ readonly shown: string; readonly text: string } | null>(null)
	const question = readQuestion(text)

	const ask = (given: string) => {
		const asked = readQuestion(given)
		if (asked.kind === "nothing") return
		const answer = answerAddress(asked)
		if (answer.stored !== undefined) sessionStorage.setItem(explainStorageKey, answer.stored)
		if (asked.kind === "target") sessionStorage.setItem(pressedStorageKey, asked.target)
		router.push(address(answer.path))
		setText("")
		whole.current = null
	}
	const onSubmit = (event: FormEvent) => {
		event.preventDefault()
		ask(whole.current?.shown === text ? whole.current.text : text)
	}
	const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
		const pasted = event.clipboardData.getData("text")
		if (!pasted.trim().includes("\n")) return
		event.preventDefault()
		const shown = pasted.trim().replace(/\s+/g, " ")
		whole.current = { shown, text: pasted }
		setText(shown)
	}
	const verb = { nothing: "Check", target: "Check", error: "Explain" }[question.kind]

	return (
		<search className="min-w-0 flex-1">
			<form
				// Without scripts, or before they run, the page that explains answers both: it offers to check an address.
				action="/explain"
				onSubmit={onSubmit}
				className="flex h-10 items-center rounded-md border border-line-strong bg-surface-raised focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-2"
			>
				<Search aria-hidden className="ml-3 size-4 shrink-0 text-ink-faint" />
				<label htmlFor={askFieldId} className="sr-only">
					Check a target or paste an error
				</label>
				<input
					id={askFieldId}
					name="text"
					value={text}
					onChange={(event) => setText(event.target.value)}
					onPaste={onPaste}
					placeholder="Check a target or paste an error …"
					autoComplete="off"
					spellCheck={false}
					enterKeyHint="go"
					aria-keyshortcuts="/"
					className="h-full min-w-0 flex-1 bg-transparent px-2.5 text-base outline-none max-sm:text-lg"
				/>
				<span
					aria-hidden="true"
					className="mr-2 rounded-sm border border-line px-1.5 font-mono text-ink-faint text-xs max-sm:hidden"
				>
					/
				</span>
				<button
					type="submit"
					className="flex h-full items-center gap-1.5 rounded-r-md border-line border-l px-3.5 font-medium text-sm hover:bg-surface-sunken focus-visible:-outline-offset-2"
				>
					{verb}
					<CornerDownLeft aria-hidden className="size-3.5 text-ink-faint" />
				</button>
			</form>
		</search>
	)
}
