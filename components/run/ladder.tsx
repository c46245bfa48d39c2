"use client"

import { type KeyboardEvent, useRef } from "react"
import { Button } from "#components/ui/button"
import { cn } from "#components/ui/class-names"
import { EmptyTab } from "./empty-tab.tsx"
import { LadderMessage, ladderColumns } from "./ladder-message.tsx"
import type { LadderView } from "./ladder-view.tsx"

/**
 * The handshake as it flew: client left, server right, time down the middle. The space between two messages is the
 * time between them, on one scale, with a break where nothing happened. `j` and `k` move, Enter opens a message.
 */
export function Ladder({
	view,
	open,
	onOpen,
	onShowMore,
	isLive,
	emptyReason,
}: {
	readonly view: LadderView
	/** Index of the message that is open. */
	readonly open: number | undefined
	readonly onOpen: (entry: number | undefined) => void
	readonly onShowMore: () => void
	readonly isLive: boolean
	/** Why there is no message, for lanes that have none. */
	readonly emptyReason: string
}) {
	const list = useRef<HTMLOListElement>(null)
	const onKey = (event: KeyboardEvent) => {
		const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
		if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
		const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-message]") ?? [])]
		const at = rows.findIndex((row) => row.matches(":focus"))
		if (at === -1) return
		event.preventDefault()
		rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus()
	}
	if (view.rows.length === 0) return <EmptyTab>{emptyReason}</EmptyTab>
	return (
		<div>
			<div aria-hidden="true" className={cn("pb-1 text-ink-faint text-xs max-md:hidden", ladderColumns)}>
				<span>{view.isCaptured ? "Client" : "Client (us)"}</span>
				<span className="text-center" title={view.scale}>
					{view.scale ?? "time"}
				</span>
				<span>Server</span>
			</div>
			<ol ref={list} aria-label="Messages of the handshake" onKeyDown={onKey}>
				{view.rows.map((row, index) => (
					<LadderMessage
						key={row.entry}
						row={row}
						isFirst={index === 0}
						isOpen={row.entry === open}
						isLive={isLive}
						onToggle={() => onOpen(row.entry === open ? undefined : row.entry)}
					/>
				))}
			</ol>
			{view.hidden > 0 ? (
				<div className="flex flex-wrap items-center gap-3 border-line border-t py-2 text-ink-soft text-sm">
					<span>
						{view.rows.length} of {view.rows.length + view.hidden} messages are shown.
					</span>
					<Button size="sm" onClick={onShowMore} className="print:hidden">
						Show more
					</Button>
				</div>
			) : null}
			{view.ending === undefined ? null : (
				<p className="mt-2 text-center text-ink-faint text-sm max-md:text-left">{view.ending}</p>
			)}
		</div>
	)
}
