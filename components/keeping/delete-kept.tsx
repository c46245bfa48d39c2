"use client"

import { useId, useState, useTransition } from "react"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"
import type { KeptCa } from "./keeping-types.tsx"

/** Deletes a kept CA once its name was typed: there is no way back. */
export function DeleteKept({
	authority,
	remove,
}: {
	readonly authority: KeptCa
	readonly remove: () => Promise<string | undefined>
}) {
	const id = useId()
	const [typed, setTyped] = useState("")
	const [problem, setProblem] = useState<string>()
	const [deleting, startDeleting] = useTransition()
	const name = nameOf(authority.subject)
	const confirm = () =>
		startDeleting(async () => {
			setProblem(await remove().catch(() => "Countersign did not answer. Is it still running?"))
		})
	return (
		<details>
			<summary className="min-h-7 cursor-pointer py-1 text-broken text-sm">Delete this CA</summary>
			<form
				aria-label={`Delete ${name}`}
				className="flex flex-col gap-3 py-2"
				onSubmit={(event) => {
					event.preventDefault()
					if (typed === name) confirm()
				}}
			>
				<p className="max-w-prose text-ink-soft text-sm">
					Its key is taken from the disk and nobody can issue from it again, unless somebody has a copy. What
					it issued stays valid until it ends, and is still listed here.
				</p>
				<Field id={id} label={`Type ${name} to delete it`}>
					{(props) => (
						<Input
							{...props}
							className="max-w-md"
							value={typed}
							onChange={(event) => setTyped(event.target.value)}
						/>
					)}
				</Field>
				<Button type="submit" variant="danger" className="self-start" disabled={deleting || typed !== name}>
					{deleting ? "Deleting …" : "Delete it for good"}
				</Button>
				<p role="alert" className="text-broken text-sm">
					{problem}
				</p>
			</form>
		</details>
	)
}

/** The common name, or the whole subject where there is none. */
function nameOf(subject: string): string {
	const common = /(?:^|,\s*)CN=((?:\\.|[^,\\+])*)/.exec(subject)?.[1]
	return common === undefined || common === "" ? subject : common.replace(/\\(.)/g, "$1")
}
