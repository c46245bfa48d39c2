"use client"

import { Search } from "lucide-react"
import Link from "next/link"
import { debounce, parseAsString, useQueryState } from "nuqs"
import { ruleAddress } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { severityMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import type { Severity } from "#diagnosis/finding"

/** One rule as the list shows it. */
export interface RuleEntry {
	readonly id: string
	readonly title: string
	readonly severity: Severity
}

const search = parseAsString.withDefault("").withOptions({ shallow: false, limitUrlUpdates: debounce(200) })

/** The rules that hold the words of the search, which lives in the address; the server reads it there. */
export function RuleList({
	entries: found,
	total,
}: {
	readonly entries: readonly RuleEntry[]
	readonly total: number
}) {
	const [query, setQuery] = useQueryState("q", search)
	return (
		<>
			<label className="mb-4 flex h-9 max-w-xl items-center gap-2 rounded-md border border-line-strong bg-surface-raised px-2.5 focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-2">
				<Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
				<span className="sr-only">Search the runbook</span>
				<input
					value={query}
					onChange={(event) => setQuery(event.target.value)}
					placeholder="A word of the cause, or of the error that you see"
					autoComplete="off"
					spellCheck={false}
					className="min-w-0 flex-1 bg-transparent outline-none"
				/>
				<span aria-live="polite" className="text-ink-faint text-xs tabular">
					{found.length} of {total}
				</span>
			</label>
			{found.length === 0 ? (
				<EmptyState
					title="No cause holds these words."
					actions={<Button onClick={() => setQuery("")}>Show all</Button>}
				>
					A whole error message is better pasted into the field at the top.
				</EmptyState>
			) : (
				<ul>
					{found.map((entry) => (
						<li
							key={entry.id}
							className="relative grid gap-x-5 gap-y-0.5 border-line border-t py-2 hover:bg-surface-sunken md:grid-cols-[6rem_17rem_1fr]"
						>
							<Status meaning={severityMeanings[entry.severity]} />
							<Link
								href={ruleAddress(entry.id)}
								className="font-mono text-sm outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
							>
								{entry.id}
							</Link>
							<span className="text-ink-soft">{entry.title}</span>
						</li>
					))}
				</ul>
			)}
		</>
	)
}
