"use client"

import { ChevronRight } from "lucide-react"
import { cn } from "#components/ui/class-names"
import { Status } from "#components/ui/status"
import type { EnforcementPosture } from "#probe/enforcement-observation"
import { RefusalFacts } from "./refusal-facts.tsx"
import type { RefusalRow } from "./refusal-rows.tsx"

const columns =
	"lg:grid lg:grid-cols-[8.5rem_minmax(0,5fr)_6.5rem_7.5rem_minmax(0,6fr)] lg:items-start lg:gap-x-4"

/**
 * The enforcement table: what was brought, what must happen, what happened and how. Gaps come first and stand out. A row
 * opens into what was seen on the wire. A stacked list on narrow screens.
 */
export function RefusalTable({
	rows,
	isJudged,
	open,
	onOpen,
}: {
	readonly rows: readonly RefusalRow[]
	/** False while the table fills: nothing is judged before its end. */
	readonly isJudged: boolean
	readonly open: EnforcementPosture | undefined
	readonly onOpen: (posture: EnforcementPosture | undefined) => void
}) {
	return (
		<div>
			<div aria-hidden="true" className={cn("hidden px-3 pb-1 text-ink-faint text-xs", columns)}>
				<span>{isJudged ? "Judgement" : "So far"}</span>
				<span className="pl-5">Posture</span>
				<span>{isJudged ? "Expected" : ""}</span>
				<span>{isJudged ? "Actual" : ""}</span>
				<span>How</span>
			</div>
			<ul aria-label="Enforcement table" className="border-line border-t">
				{rows.map((row) => (
					<Row
						key={row.posture}
						row={row}
						isOpen={row.posture === open}
						onToggle={() => onOpen(row.posture === open ? undefined : row.posture)}
					/>
				))}
			</ul>
		</div>
	)
}

function Row({
	row,
	isOpen,
	onToggle,
}: {
	readonly row: RefusalRow
	readonly isOpen: boolean
	readonly onToggle: () => void
}) {
	const canOpen = row.attempt !== undefined || row.text !== undefined
	return (
		<li
			data-posture={row.posture}
			className={cn(
				"break-inside-avoid border-line border-b",
				row.isGap && "shadow-[inset_2px_0_0_var(--broken)]",
			)}
		>
			<div
				className={cn(
					"relative px-3 py-2 text-sm",
					columns,
					row.isGap && "bg-broken-wash shadow-[inset_2px_0_0_var(--broken)]",
					canOpen && !row.isGap && "hover:bg-surface-sunken/60",
					isOpen && !row.isGap && "bg-surface-raised",
				)}
			>
				<Status
					meaning={row.meaning}
					className={cn("max-lg:float-right max-lg:ml-3", row.isGap && "font-semibold")}
				/>
				<div className="min-w-0">
					<Title row={row} isOpen={isOpen} canOpen={canOpen} onToggle={onToggle} />
					{row.brings === undefined ? null : <p className="pl-5 text-ink-soft wrap-anywhere">{row.brings}</p>}
				</div>
				<div className="flex flex-wrap gap-x-4 max-lg:pl-5 lg:contents">
					<Cell name="Expected" text={row.expected} />
					<Cell name="Actual" text={row.actual} isStrong />
				</div>
				<p className="min-w-0 text-ink-soft wrap-anywhere max-lg:pl-5">{row.how}</p>
			</div>
			{isOpen && canOpen ? <RefusalFacts row={row} /> : null}
		</li>
	)
}

function Title({
	row,
	isOpen,
	canOpen,
	onToggle,
}: {
	readonly row: RefusalRow
	readonly isOpen: boolean
	readonly canOpen: boolean
	readonly onToggle: () => void
}) {
	const tone = row.isRunning ? "text-ink-faint" : "font-medium"
	if (!canOpen) return <p className={cn("pl-5", tone)}>{row.title}</p>
	return (
		<button
			type="button"
			aria-expanded={isOpen}
			onClick={onToggle}
			className={cn(
				"grid grid-cols-[1.25rem_minmax(0,1fr)] items-center text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2",
				tone,
			)}
		>
			<ChevronRight
				aria-hidden
				className={cn("size-3.5 text-ink-faint transition-transform duration-150", isOpen && "rotate-90")}
			/>
			{row.title}
		</button>
	)
}

/** On narrow screens the head of the column stands before its value. */
function Cell({
	name,
	text,
	isStrong = false,
}: {
	readonly name: string
	readonly text: string | undefined
	readonly isStrong?: boolean
}) {
	if (text === undefined) return <span aria-hidden="true" className="max-lg:hidden" />
	return (
		<p className={cn("min-w-0", isStrong ? "" : "text-ink-soft")}>
			<span className="text-ink-faint lg:sr-only">{name}: </span>
			{text}
		</p>
	)
}
