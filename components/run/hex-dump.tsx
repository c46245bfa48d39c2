"use client"

import { type KeyboardEvent, memo, type PointerEvent, useEffect, useRef, useState } from "react"
import { Button } from "#components/ui/button"
import { cn } from "#components/ui/class-names"
import { CopyButton } from "#components/ui/copy-button"
import {
	type ByteRange,
	type ByteRow,
	byteCount,
	byteRows,
	bytesPerRow,
	litColumns,
	offsetWords,
} from "./byte-rows.tsx"
import { revealIn } from "./reveal-in.tsx"

const rowsAtFirst = 40

/**
 * The bytes of a message as a dump. `lit` marks a range; pointing at a byte, or moving to it with the arrow keys,
 * tells `onPoint` its offset. The first 640 bytes are drawn, the rest on demand.
 */
export function HexDump({
	hex,
	length,
	lit,
	reveals = false,
	onPoint,
	label,
}: {
	readonly hex: string
	/** Bytes of the whole message, which may be more than were kept. */
	readonly length: number
	readonly lit: ByteRange | undefined
	/** Scrolls to what is lit: when it was pointed at from elsewhere. */
	readonly reveals?: boolean
	readonly onPoint: (offset: number | undefined) => void
	/** What the bytes are, for screen readers: `Bytes of ClientHello`. */
	readonly label: string
}) {
	const [all, setAll] = useState(false)
	const count = byteCount(hex)
	const box = useRef<HTMLElement>(null)
	const litRows = lit === undefined || !reveals ? 0 : Math.ceil((lit.offset + 1) / bytesPerRow)
	const rows = byteRows(hex, all ? Number.POSITIVE_INFINITY : Math.max(rowsAtFirst, litRows))
	const litRow = reveals && lit !== undefined ? Math.floor(lit.offset / bytesPerRow) : undefined
	useEffect(() => {
		if (litRow === undefined) return
		const child = box.current?.children.item(litRow)
		revealIn(box.current, child instanceof HTMLElement ? child : undefined)
	}, [litRow])
	const shown = Math.min(count, rows.length * bytesPerRow)

	const pointAt = (event: PointerEvent) => onPoint(readOffset(event.target))
	const onKey = (event: KeyboardEvent) => {
		const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -bytesPerRow, ArrowDown: bytesPerRow }[event.key]
		if (step === undefined) return
		event.preventDefault()
		event.stopPropagation()
		const from = lit === undefined ? -1 : step > 0 ? lit.offset + lit.length - 1 : lit.offset
		onPoint(Math.min(shown - 1, Math.max(0, lit === undefined ? 0 : from + Math.sign(step) * Math.abs(step))))
	}
	return (
		<div className="min-w-0">
			<div className="mb-1 flex items-center justify-between gap-2 text-ink-faint text-xs">
				<span className="tabular">
					{count === length ? `${count} bytes` : `first ${count} of ${length} bytes`}
				</span>
				<CopyButton text={hex} label="Copy bytes as hex" />
			</div>
			<section
				ref={box}
				aria-label={`${label}. Arrow keys move through the fields.`}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk through the bytes, and it scrolls
				tabIndex={0}
				onPointerOver={pointAt}
				onPointerLeave={() => onPoint(undefined)}
				onKeyDown={onKey}
				className="max-h-96 overflow-auto rounded-md bg-surface-sunken p-2 font-mono text-xs leading-5 [font-variant-ligatures:none]"
			>
				{rows.map((row) => {
					const columns = litColumns(lit, row.offset)
					return <HexRow key={row.offset} row={row} from={columns?.from ?? -1} to={columns?.to ?? -1} />
				})}
			</section>
			{shown < count ? (
				<Button size="sm" variant="quiet" className="mt-1" onClick={() => setAll(true)}>
					Show all {count} bytes
				</Button>
			) : null}
		</div>
	)
}

/** One line; drawn again only when its own marks change. */
const HexRow = memo(function HexRow({
	row,
	from,
	to,
}: {
	readonly row: ByteRow
	readonly from: number
	readonly to: number
}) {
	const isLit = (column: number) => column >= from && column < to
	return (
		<div className="flex w-max gap-3">
			<span className="select-none text-ink-faint">{offsetWords(row.offset)}</span>
			<span className="flex w-[calc(16*1.375rem)]">
				{row.bytes.map((byte, column) => (
					<span
						// biome-ignore lint/suspicious/noArrayIndexKey: the bytes of a message never move
						key={column}
						data-offset={row.offset + column}
						className={cn("w-5.5 text-center", isLit(column) && "bg-ink text-surface")}
					>
						{byte}
					</span>
				))}
			</span>
			<span aria-hidden="true" className="flex text-ink-soft max-sm:hidden">
				{[...row.text].map((character, column) => (
					<span
						// biome-ignore lint/suspicious/noArrayIndexKey: the bytes of a message never move
						key={column}
						data-offset={row.offset + column}
						className={cn("whitespace-pre", isLit(column) && "bg-ink text-surface")}
					>
						{character}
					</span>
				))}
			</span>
		</div>
	)
})

function readOffset(target: EventTarget): number | undefined {
	if (!(target instanceof HTMLElement) || target.dataset.offset === undefined) return undefined
	return Number(target.dataset.offset)
}
