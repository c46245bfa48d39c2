"use client"

import { useWindowVirtualizer } from "@tanstack/react-virtual"
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react"
import { cn } from "#components/ui/class-names"
import { useInBrowser } from "#components/ui/in-browser"
import { SkeletonRows } from "#components/ui/skeleton"
import type { LiveState } from "./live-state.tsx"
import { OverviewRow, rowColumns } from "./overview-row.tsx"
import type { OverviewItem } from "./view-rows.tsx"

/** Lists up to this long are rendered whole, so that the browser's own search finds everything. */
const wholeMax = 150
const rowHeight = 37
const narrowRowHeight = 86

interface ListProps {
	readonly items: readonly OverviewItem[]
	readonly live: ReadonlyMap<string, LiveState>
	readonly onCheck: (id: string) => void
}

/** The rows. Arrows move between them, `c` checks the one with the focus; long lists render what is in view. */
export function OverviewList(props: ListProps) {
	const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
		const from = event.target
		if (!(from instanceof HTMLElement) || from.dataset.row === undefined) return
		if (event.key === "c" && !event.ctrlKey && !event.metaKey) props.onCheck(from.dataset.row)
		if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
		event.preventDefault()
		const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")]
		links[links.indexOf(from) + (event.key === "ArrowDown" ? 1 : -1)]?.focus()
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: hears the arrows of the links inside, is no control itself
		<div onKeyDown={onKeyDown}>
			<ColumnHeads />
			{props.items.length > wholeMax ? <LongList {...props} /> : <WholeList {...props} />}
		</div>
	)
}

function ColumnHeads() {
	return (
		<div
			aria-hidden="true"
			className={cn(
				"grid h-8 items-center border-line border-y text-ink-faint text-xs max-xl:hidden",
				rowColumns,
			)}
		>
			<span />
			<span>Endpoint</span>
			<span>Target</span>
			<span>Mode</span>
			<span>Server proved to be</span>
			<span>TLS</span>
			<span>Certificate</span>
			<span>Verdict</span>
			<span className="text-right">Checked</span>
			<span />
		</div>
	)
}

function WholeList({ items, live, onCheck }: ListProps) {
	return (
		<ul className="max-xl:border-line max-xl:border-t">
			{items.map((item) => (
				<li key={keyOf(item)}>
					<Item item={item} live={live} onCheck={onCheck} />
				</li>
			))}
		</ul>
	)
}

/** Which rows are in view only the browser knows. */
function LongList(props: ListProps) {
	return useInBrowser() ? (
		<VirtualList {...props} />
	) : (
		<SkeletonRows rows={16} label="Loading the endpoints" />
	)
}

function VirtualList({ items, live, onCheck }: ListProps) {
	"use no memo"
	const list = useRef<HTMLUListElement>(null)
	const [scrollMargin, setScrollMargin] = useState(0)
	useLayoutEffect(() => setScrollMargin(list.current?.offsetTop ?? 0), [])
	const virtualizer = useWindowVirtualizer({
		count: items.length,
		estimateSize: () => (window.matchMedia("(min-width: 80rem)").matches ? rowHeight : narrowRowHeight),
		overscan: 12,
		scrollMargin,
		// The sticky header and, where it is narrow, the bottom bar cover this much.
		scrollPaddingStart: 64,
		scrollPaddingEnd: 64,
		getItemKey: (index) => {
			const item = items[index]
			return item === undefined ? index : keyOf(item)
		},
	})
	return (
		<ul
			ref={list}
			aria-label={`${items.length} rows`}
			className="relative"
			style={{ height: virtualizer.getTotalSize() }}
		>
			{virtualizer.getVirtualItems().map((place) => {
				const item = items[place.index]
				if (item === undefined) return null
				return (
					<li
						key={place.key}
						ref={virtualizer.measureElement}
						data-index={place.index}
						aria-setsize={items.length}
						aria-posinset={place.index + 1}
						className="absolute inset-x-0 top-0"
						style={{ transform: `translateY(${place.start - scrollMargin}px)` }}
					>
						<Item item={item} live={live} onCheck={onCheck} />
					</li>
				)
			})}
		</ul>
	)
}

function Item({ item, live, onCheck }: Omit<ListProps, "items"> & { readonly item: OverviewItem }) {
	if (item.kind === "group") {
		return (
			<h2 className="flex items-baseline gap-2 border-line border-b pt-6 pb-1.5 font-semibold">
				{item.label} <span className="font-normal text-ink-faint text-xs tabular">{item.count}</span>
			</h2>
		)
	}
	return <OverviewRow row={item.row} live={live.get(item.row.id)} onCheck={onCheck} />
}

function keyOf(item: OverviewItem): string {
	return item.kind === "group" ? `group:${item.label}` : item.key
}
