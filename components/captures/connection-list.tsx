"use client"

import { useVirtualizer } from "@tanstack/react-virtual"
import { type KeyboardEvent, useRef } from "react"
import type { CapturedRow } from "#report/captured-table"
import { ConnectionRow } from "./connection-row.tsx"

const rowHeight = 36
const narrowRowHeight = 62

/** The connections in a box that scrolls by itself; only what is in view is rendered. Arrows move, Enter chooses. */
export function ConnectionList({
	rows,
	chosen,
	onChoose,
}: {
	readonly rows: readonly CapturedRow[]
	readonly chosen: number | undefined
	readonly onChoose: (index: number) => void
}) {
	"use no memo"
	const box = useRef<HTMLDivElement>(null)
	const virtualizer = useVirtualizer({
		count: rows.length,
		getScrollElement: () => box.current,
		estimateSize: () => (window.matchMedia("(min-width: 48rem)").matches ? rowHeight : narrowRowHeight),
		overscan: 10,
		getItemKey: (index) => rows[index]?.index ?? index,
		initialRect: { width: 800, height: 320 },
	})
	const onKeyDown = (event: KeyboardEvent) => {
		const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
		const from = event.target
		if (step === undefined || !(from instanceof HTMLElement) || event.ctrlKey || event.metaKey) return
		const at = Number(from.dataset.at)
		const next = Math.min(rows.length - 1, Math.max(0, at + step))
		if (Number.isNaN(next)) return
		event.preventDefault()
		virtualizer.scrollToIndex(next)
		requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-at="${next}"]`)?.focus())
	}
	if (rows.length === 0)
		return <p className="border-line border-t py-4 text-ink-soft">No connection matches.</p>
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: hears the arrows of the buttons inside, is no control itself
		<div
			ref={box}
			onKeyDown={onKeyDown}
			className="max-h-[min(20rem,50dvh)] overflow-y-auto rounded-md border border-line bg-surface-raised"
		>
			<ul
				aria-label={`${rows.length} connections`}
				className="relative"
				style={{ height: virtualizer.getTotalSize() }}
			>
				{virtualizer.getVirtualItems().map((place) => {
					const row = rows[place.index]
					if (row === undefined) return null
					return (
						<li
							key={place.key}
							ref={virtualizer.measureElement}
							data-index={place.index}
							aria-setsize={rows.length}
							aria-posinset={place.index + 1}
							className="absolute inset-x-0 top-0"
							style={{ transform: `translateY(${place.start}px)` }}
						>
							<ConnectionRow row={row} at={place.index} isChosen={row.index === chosen} onChoose={onChoose} />
						</li>
					)
				})}
			</ul>
		</div>
	)
}
