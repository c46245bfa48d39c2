"use client"

import { useEffect, useRef, useState, useTransition } from "react"
import { Button } from "#components/ui/button"

/** What came of deleting: undefined when it is done, otherwise a sentence. */
export type DeleteOutcome = string | undefined

/** Deletes in two steps on the same spot; no dialog. */
export function DeleteEndpoint({
	name,
	remove,
	onDeleted,
}: {
	readonly name: string
	readonly remove: () => Promise<DeleteOutcome>
	readonly onDeleted: () => void
}) {
	const [asking, setAsking] = useState(false)
	const [problem, setProblem] = useState<string>()
	const [deleting, startDeleting] = useTransition()
	const cancel = useRef<HTMLButtonElement>(null)
	useEffect(() => {
		if (asking) cancel.current?.focus()
	}, [asking])
	const confirm = () =>
		startDeleting(async () => {
			const outcome = await remove()
			setProblem(outcome)
			if (outcome === undefined) onDeleted()
		})
	return (
		<section aria-label="Delete" className="mt-6 border-line border-t py-6">
			{asking ? (
				<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
					<p>
						Delete <strong className="font-semibold">{name}</strong> with all its runs? This cannot be undone.
					</p>
					<div className="flex gap-2">
						<Button variant="danger" disabled={deleting} onClick={confirm}>
							{deleting ? "Deleting …" : "Delete it"}
						</Button>
						<Button ref={cancel} variant="secondary" disabled={deleting} onClick={() => setAsking(false)}>
							Keep it
						</Button>
					</div>
				</div>
			) : (
				<Button variant="danger" onClick={() => setAsking(true)}>
					Delete this endpoint
				</Button>
			)}
			<p aria-live="polite" className="mt-2 text-broken text-sm">
				{problem}
			</p>
		</section>
	)
}
