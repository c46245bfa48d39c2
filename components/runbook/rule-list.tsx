"use client"

import { Search } from "lucide-react"
import Link from "next/link"
import { debounce, parseAsString, useQueryState } from "nuqs"
import { endpointAddress, ruleAddress } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { SectionHeading } from "#components/ui/heading"
import { severityMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import type { Severity } from "#diagnosis/finding"
import { type RunbookGroup, runbookGroups } from "#diagnosis/runbook-groups"

/** One rule as the list shows it. */
export interface RuleEntry {
	readonly id: string
	readonly title: string
	readonly severity: Severity
	/** What it is about; absent in the order of a search. */
	readonly group?: RunbookGroup
	/** Where the words of the search were found; absent without a search. */
	readonly places?: readonly string[]
	readonly excerpt?: string
}

/** One endpoint that holds the words of the search. */
export interface FoundEndpoint {
	readonly id: string
	readonly name: string
	readonly target: string
	readonly places: readonly string[]
	readonly excerpt?: string
}

const search = parseAsString.withDefault("").withOptions({ shallow: false, limitUrlUpdates: debounce(200) })

/** The rules and endpoints that hold the words of the search, which lives in the address; the server reads it there. */
export function RuleList({
	entries: found,
	endpoints,
	total,
}: {
	readonly entries: readonly RuleEntry[]
	readonly endpoints: readonly FoundEndpoint[]
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
					placeholder="A word of the cause, of an error, of a note, of an endpoint"
					autoComplete="off"
					spellCheck={false}
					className="min-w-0 flex-1 bg-transparent outline-none"
				/>
				<span aria-live="polite" className="text-ink-faint text-xs tabular">
					{found.length} of {total}
				</span>
			</label>
			<FoundEndpoints endpoints={endpoints} />
			{found.length === 0 ? (
				<EmptyState
					title={endpoints.length === 0 ? "Nothing holds these words." : "No cause holds these words."}
					actions={<Button onClick={() => setQuery("")}>Show all</Button>}
				>
					A whole error message is better pasted into the field at the top.
				</EmptyState>
			) : (
				<Groups entries={found} />
			)}
		</>
	)
}

/** Found entries stand in the order of the search, all of them by what they are about. */
function Groups({ entries }: { readonly entries: readonly RuleEntry[] }) {
	const ungrouped = entries.filter(({ group }) => group === undefined)
	if (ungrouped.length > 0) return <Entries entries={entries} />
	return runbookGroups.map(({ id, title, lead }) => {
		const own = entries.filter(({ group }) => group === id)
		return (
			<section key={id} aria-labelledby={`group-${id}`} className="mb-10">
				<SectionHeading id={`group-${id}`}>
					{title} <span className="font-normal text-ink-faint text-sm tabular">{own.length}</span>
				</SectionHeading>
				<p className="-mt-1 mb-3 text-ink-soft text-sm">{lead}</p>
				<Entries entries={own} />
			</section>
		)
	})
}

function Entries({ entries }: { readonly entries: readonly RuleEntry[] }) {
	return (
		<ul>
			{entries.map((entry) => (
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
					<span className="text-ink-soft">
						{entry.title}
						<Where {...entry} />
					</span>
				</li>
			))}
		</ul>
	)
}

function FoundEndpoints({ endpoints }: { readonly endpoints: readonly FoundEndpoint[] }) {
	if (endpoints.length === 0) return null
	return (
		<section aria-label="Endpoints that hold the words" className="mb-6">
			<ul>
				{endpoints.map((endpoint) => (
					<li key={endpoint.id} className="border-line border-t py-2">
						<Link href={endpointAddress(endpoint.id)} className="link font-medium">
							{endpoint.name}
						</Link>{" "}
						<span className="font-mono text-ink-soft text-xs wrap-anywhere">{endpoint.target}</span>
						<Where {...endpoint} />
					</li>
				))}
			</ul>
		</section>
	)
}

/** Where the words stand, and the text around them. */
function Where({ places, excerpt }: { readonly places?: readonly string[]; readonly excerpt?: string }) {
	if (places === undefined) return null
	return (
		<span className="block text-ink-faint text-sm wrap-anywhere">
			Found in {places.join(", ")}
			{excerpt === undefined ? "." : `: ${excerpt}`}
		</span>
	)
}
