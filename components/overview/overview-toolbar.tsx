"use client"

import { Search } from "lucide-react"
import { Select } from "#components/ui/select"
import type { OverviewQuery } from "./view-rows.tsx"

/** Filter, order and groups of the overview. */
export function OverviewToolbar({
	query,
	onChange,
}: {
	readonly query: OverviewQuery
	readonly onChange: (change: Partial<OverviewQuery>) => void
}) {
	return (
		<div className="mb-3 flex flex-wrap items-center gap-2">
			<label className="flex h-7 w-64 items-center gap-1.5 rounded-md border border-line-strong bg-surface-raised px-2 focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-2 max-sm:w-full">
				<Search aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
				<span className="sr-only">Filter endpoints</span>
				<input
					value={query.text}
					onChange={(event) => onChange({ text: event.target.value })}
					placeholder="Filter by name, target, label, identity"
					autoComplete="off"
					spellCheck={false}
					className="min-w-0 flex-1 bg-transparent text-sm outline-none"
				/>
			</label>
			<Select
				label="Sort"
				prefix="Sort"
				size="sm"
				value={query.sort}
				onChange={(sort) => onChange({ sort })}
				options={[
					{ value: "status", label: "worst first" },
					{ value: "name", label: "by name" },
					{ value: "expiry", label: "ends first" },
					{ value: "checked", label: "newest check" },
				]}
			/>
			<Select
				label="Group"
				prefix="Group"
				size="sm"
				value={query.group}
				onChange={(group) => onChange({ group })}
				options={[
					{ value: "none", label: "none" },
					{ value: "label", label: "by label" },
					{ value: "mode", label: "by mode" },
				]}
			/>
		</div>
	)
}
