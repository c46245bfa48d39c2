import { Search } from "lucide-react"
import { useId } from "react"
import { Checkbox } from "#components/ui/input"
import type { ConnectionQuery, FoundRows } from "./find-rows.tsx"

/** Filter of the connections, and how many there are. */
export function ConnectionToolbar({
	query,
	found,
	onChange,
}: {
	readonly query: ConnectionQuery
	readonly found: FoundRows
	readonly onChange: (query: ConnectionQuery) => void
}) {
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
			<label className="flex h-7 w-72 items-center gap-1.5 rounded-md border border-line-strong bg-surface-raised px-2 focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-2 max-sm:w-full">
				<Search aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
				<span className="sr-only">Filter connections</span>
				<input
					value={query.text}
					onChange={(event) => onChange({ ...query, text: event.target.value })}
					placeholder="Filter by address, name, verdict"
					autoComplete="off"
					spellCheck={false}
					className="min-w-0 flex-1 bg-transparent text-sm outline-none"
				/>
			</label>
			<Choice
				label={`Only problems (${found.problems.toLocaleString("en")})`}
				checked={query.isProblemsOnly}
				onChange={(isProblemsOnly) => onChange({ ...query, isProblemsOnly })}
			/>
			{found.others === 0 || found.others === found.total ? null : (
				<Choice
					label={`Also other protocols (${found.others.toLocaleString("en")})`}
					checked={query.withOthers}
					onChange={(withOthers) => onChange({ ...query, withOthers })}
				/>
			)}
			<p role="status" className="text-ink-faint text-sm tabular">
				{found.rows.length.toLocaleString("en")} of {found.total.toLocaleString("en")}
			</p>
		</div>
	)
}

function Choice({
	label,
	checked,
	onChange,
}: {
	readonly label: string
	readonly checked: boolean
	readonly onChange: (checked: boolean) => void
}) {
	const id = useId()
	return (
		<span className="flex items-center gap-1 text-sm">
			<Checkbox id={id} checked={checked} onChange={(event) => onChange(event.target.checked)} />
			<label htmlFor={id}>{label}</label>
		</span>
	)
}
