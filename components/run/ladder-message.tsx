"use client"

import { ArrowLeft, ArrowRight, LockKeyholeOpen, TriangleAlert } from "lucide-react"
import { useEffect, useRef } from "react"
import { cn } from "#components/ui/class-names"
import { millisecondWords } from "#components/ui/duration"
import { toneClasses } from "#components/ui/meaning"
import type { LadderRow } from "./ladder-view.tsx"
import { OpenMessage } from "./open-message.tsx"

/** Client, time, server. */
export const ladderColumns = "md:grid md:grid-cols-[minmax(0,1fr)_6.5rem_minmax(0,1fr)]"

/** One message of the ladder; opens into its fields and bytes. */
export function LadderMessage({
	row,
	isFirst,
	isOpen,
	isLive,
	onToggle,
}: {
	readonly row: LadderRow
	readonly isFirst: boolean
	readonly isOpen: boolean
	readonly isLive: boolean
	readonly onToggle: () => void
}) {
	const item = useRef<HTMLLIElement>(null)
	const wasOpen = useRef(false)
	useEffect(() => {
		if (isOpen && !wasOpen.current) item.current?.scrollIntoView({ block: "nearest" })
		wasOpen.current = isOpen
	}, [isOpen])
	const fromClient = row.from === "client"
	return (
		<li
			ref={item}
			data-from={row.from}
			className={cn(
				"scroll-mt-16 break-inside-avoid",
				isLive && "transition-opacity duration-150 starting:opacity-0 motion-reduce:transition-none",
			)}
		>
			{row.mark === undefined ? null : <Mark text={row.mark} />}
			{isFirst ? null : <Gap row={row} />}
			<button
				type="button"
				data-message
				aria-expanded={isOpen}
				onClick={onToggle}
				className={cn(
					"group relative w-full rounded-sm text-left focus-visible:-outline-offset-2",
					ladderColumns,
					"max-md:grid max-md:grid-cols-[4.25rem_minmax(0,1fr)] max-md:gap-x-2 max-md:py-1",
				)}
			>
				<span
					className={cn(
						"flex min-w-0 items-center gap-2 px-2 py-1 md:row-start-1",
						fromClient ? "md:col-start-1" : "md:col-start-3",
						"rounded-sm group-hover:bg-surface-sunken max-md:col-start-2 max-md:row-start-1",
						isOpen && "bg-surface-sunken",
						row.alert !== undefined && alertWash(row),
					)}
				>
					{fromClient ? null : <Arrow row={row} />}
					<Words row={row} />
					{fromClient ? <Arrow row={row} /> : null}
				</span>
				<Axis time={row.time} />
			</button>
			{isOpen ? <OpenMessage row={row} /> : null}
		</li>
	)
}

function Words({ row }: { readonly row: LadderRow }) {
	const Lock = row.isEncrypted ? LockKeyholeOpen : undefined
	return (
		<span className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-sm">
			<span className="sr-only">{row.from === "client" ? "Client sent" : "Server sent"} </span>
			{row.alert?.isFatal !== true ? null : (
				<TriangleAlert aria-hidden className={cn("size-4 shrink-0 self-center", alertText(row))} />
			)}
			<span className={cn("font-medium font-mono text-[0.8125rem]", row.alert && alertText(row))}>
				{row.name}
			</span>
			<span className="text-ink-faint text-xs tabular">{row.size}</span>
			{Lock === undefined ? null : (
				<span className="self-center" title="Sent encrypted, opened by our key log">
					<Lock aria-hidden className="size-3 text-ink-faint" />
					<span className="sr-only">sent encrypted, opened by our key log</span>
				</span>
			)}
			{row.summary === "" ? null : (
				<span className="font-mono text-ink-soft text-xs leading-5 wrap-anywhere">{row.summary}</span>
			)}
			{row.alert === undefined ? null : (
				<span className="text-xs">
					{row.alert.sender}
					{row.alert.isLate ? ", after the handshake was done" : ""}
				</span>
			)}
			{row.problem === undefined ? null : <span className="text-broken text-xs">{row.problem}</span>}
		</span>
	)
}

function Arrow({ row }: { readonly row: LadderRow }) {
	const Head = row.from === "client" ? ArrowRight : ArrowLeft
	const tone = row.alert === undefined ? "text-line-strong" : alertText(row)
	return (
		<span
			aria-hidden="true"
			className={cn(
				"flex min-w-6 items-center",
				row.from === "client" ? "flex-1" : "flex-row-reverse max-md:flex-none md:w-10 md:shrink-0",
				tone,
			)}
		>
			<span className="h-px flex-1 bg-current opacity-60 max-md:hidden" />
			<Head className="-mx-0.5 size-3.5 shrink-0" />
		</span>
	)
}

/** The piece of the time line beside a message. */
function Axis({ time }: { readonly time: string }) {
	return (
		<span className="relative flex items-center justify-center max-md:col-start-1 max-md:row-start-1 max-md:items-start max-md:justify-end max-md:pt-1.5 md:col-start-2 md:row-start-1">
			<span aria-hidden="true" className="absolute inset-y-0 left-1/2 w-px bg-line-strong max-md:hidden" />
			<span className="relative bg-surface px-1 print:bg-white text-ink-soft text-xs tabular">{time}</span>
		</span>
	)
}

/** The time between two messages: to scale, or broken with the duration written in. */
function Gap({ row }: { readonly row: LadderRow }) {
	if (row.gap.isBreak) {
		return (
			<div className={cn("text-ink-faint text-xs", ladderColumns)} style={{ height: row.gap.px }}>
				<span className="relative flex items-center justify-center whitespace-nowrap md:col-start-2">
					<span
						aria-hidden="true"
						className="absolute inset-y-0 left-1/2 border-line-strong border-l border-dashed max-md:hidden"
					/>
					<span className="relative bg-surface px-1 print:bg-white">
						{millisecondWords(row.gap.ms)} of silence
					</span>
				</span>
			</div>
		)
	}
	return (
		<div aria-hidden="true" className={cn("max-md:hidden", ladderColumns)} style={{ height: row.gap.px }}>
			<span className="relative md:col-start-2">
				<span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
			</span>
		</div>
	)
}

function Mark({ text }: { readonly text: string }) {
	return (
		<div className="relative flex items-center justify-center py-0.5 text-ink-faint text-xs">
			<span aria-hidden="true" className="absolute inset-x-0 top-1/2 border-line border-t border-dashed" />
			<span className="relative bg-surface px-2 print:bg-white">{text}</span>
		</div>
	)
}

function alertText(row: LadderRow): string {
	if (row.alert?.isFatal !== true) return "text-ink-soft"
	return toneClasses[row.from === "server" ? "refused" : "broken"].text
}

function alertWash(row: LadderRow): string {
	if (row.alert?.isFatal !== true) return ""
	return toneClasses[row.from === "server" ? "refused" : "broken"].wash
}
