"use client"

import { type KeyboardEvent, useRef } from "react"
import { cn } from "#components/ui/class-names"
import { toneClasses } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import type { PostureName } from "#probe/observation"
import { type LaneRow, phaseNames, phaseWords } from "./lane-row.tsx"
import { LaneStepCell, stepsSentence } from "./lane-step.tsx"

const columns =
	"md:grid md:grid-cols-[11.5rem_repeat(3,minmax(3.25rem,5rem))_minmax(3rem,4.5rem)_repeat(2,minmax(3.5rem,5rem))_minmax(12rem,1fr)]"

/**
 * All modes side by side. Each lane fills from left to right and stops where it stopped, with the reason at that
 * very place. Arrow keys move through the lanes, Enter opens one. On narrow screens each lane is a card.
 */
export function Lanes({
	rows,
	chosen,
	onChoose,
	isLive,
}: {
	readonly rows: readonly LaneRow[]
	readonly chosen: PostureName | undefined
	readonly onChoose: (posture: PostureName) => void
	/** Lines grow and wait only while a check really runs. */
	readonly isLive: boolean
}) {
	const list = useRef<HTMLUListElement>(null)
	const onKey = (event: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
		if (step === undefined) return
		const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-lane]") ?? [])]
		const at = buttons.findIndex((button) => button.matches(":focus"))
		event.preventDefault()
		buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus()
	}
	const stop = rows.some((row) => row.posture === chosen) ? chosen : rows[0]?.posture
	return (
		<div>
			<div aria-hidden="true" className={cn("hidden px-3 pb-1 text-ink-faint text-xs", columns)}>
				<span>Modes</span>
				{phaseNames.map((name) => (
					<span
						key={name}
						className="text-right"
						title={name === "quiet" ? "Time in which the server may refuse our certificate" : undefined}
					>
						{phaseWords[name]}
					</span>
				))}
			</div>
			<ul
				ref={list}
				aria-label="Modes"
				onKeyDown={onKey}
				className="border-line border-y max-md:flex max-md:flex-col max-md:gap-2 max-md:border-0"
			>
				{rows.map((row) => (
					<Lane
						key={row.posture}
						row={row}
						isChosen={row.posture === chosen}
						isStop={row.posture === stop}
						isLive={isLive}
						onChoose={() => onChoose(row.posture)}
					/>
				))}
			</ul>
		</div>
	)
}

function Lane({
	row,
	isChosen,
	isStop,
	isLive,
	onChoose,
}: {
	readonly row: LaneRow
	readonly isChosen: boolean
	readonly isStop: boolean
	readonly isLive: boolean
	readonly onChoose: () => void
}) {
	const isSkipped = row.state === "skipped"
	return (
		<li
			data-posture={row.posture}
			data-state={row.state}
			className={cn(
				"relative break-inside-avoid px-3 py-1 hover:bg-surface-sunken/60 md:border-line md:border-t md:first:border-t-0",
				"max-md:rounded-md max-md:border max-md:border-line max-md:py-2",
				columns,
				isChosen && "bg-surface-raised shadow-[inset_2px_0_0_var(--ink)] hover:bg-surface-raised",
			)}
		>
			<button
				type="button"
				data-lane
				aria-pressed={isChosen}
				tabIndex={isStop ? 0 : -1}
				onClick={onChoose}
				className="flex items-baseline gap-x-2 self-start text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2 md:flex-wrap md:py-0"
			>
				<span className={cn("text-sm leading-5", isSkipped ? "text-ink-faint" : "font-medium")}>
					{row.title}
				</span>
				{row.isConfigured ? (
					<span className="rounded-sm border border-line-strong px-1 text-[0.6875rem] text-ink-soft leading-4">
						your setting
					</span>
				) : null}
				<span className="sr-only">
					: {row.word}. {stepsSentence(row.steps)}
				</span>
			</button>
			{isSkipped ? null : (
				<div aria-hidden="true" className="max-md:mt-1 max-md:grid max-md:grid-cols-6 md:contents">
					{row.steps.map((step) => (
						<LaneStepCell key={step.name} step={step} tone={row.tone} mark={row.mark} isLive={isLive} />
					))}
				</div>
			)}
			<Reason row={row} />
		</li>
	)
}

/** The words stand in the column right after the one that was reached. */
function Reason({ row }: { readonly row: LaneRow }) {
	if (row.reason === undefined) return null
	const column = row.state === "skipped" ? 2 : row.reached + 3
	return (
		<p
			style={{ gridColumn: `${column} / -1` }}
			className={cn(
				"min-w-0 text-sm leading-5 md:row-start-1 md:pl-3",
				row.state === "skipped" ? "text-ink-faint md:pl-2" : "text-ink-soft",
			)}
		>
			{row.state === "skipped" || row.state === "running" ? null : (
				<span className={cn("mr-1.5 font-medium", toneClasses[row.tone].text)}>{row.word}</span>
			)}
			<span className="wrap-anywhere">{row.reason}</span>
			{row.peer === undefined ? null : (
				<span className="text-ink-faint">
					{" "}
					peer <Mono>{row.peer}</Mono>
				</span>
			)}
		</p>
	)
}
