"use client"

import { ChevronRight } from "lucide-react"
import { type KeyboardEvent, useRef, useState } from "react"
import { cn } from "#components/ui/class-names"
import { Mono } from "#components/ui/mono"
import type { AnatomyField } from "#tls/anatomy/anatomy-field"
import {
	type FieldRow,
	fieldAt,
	fieldPathAt,
	fieldRows,
	openAtFirst,
	referenceAddress,
	visiblePath,
} from "./field-rows.tsx"
import { HexDump } from "./hex-dump.tsx"
import { revealIn } from "./reveal-in.tsx"

/** A message taken apart: its fields beside its bytes. Pointing at one lights the other; arrow keys walk the fields. */
export function MessageAnatomy({
	name,
	fields,
	hex,
	length,
}: {
	readonly name: string
	readonly fields: readonly AnatomyField[]
	readonly hex: string
	readonly length: number
}) {
	const [open, setOpen] = useState(() => openAtFirst(fields))
	const [pointed, setPointed] = useState<{ readonly path: string; readonly isByte: boolean }>()
	const [current, setCurrent] = useState("0")
	const tree = useRef<HTMLDivElement>(null)
	const rows = fieldRows(fields, open)
	const lit = pointed === undefined ? undefined : fieldAt(fields, pointed.path)
	const shownPath = visiblePath(rows, pointed?.path)
	const stop = visiblePath(rows, current) ?? "0"

	const pointAtByte = (offset: number | undefined) => {
		const path = offset === undefined ? undefined : fieldPathAt(fields, offset)
		setPointed(path === undefined ? undefined : { path, isByte: true })
		const shown = visiblePath(rows, path)
		if (shown !== undefined) revealIn(tree.current, rowElement(shown))
	}
	const rowElement = (path: string) =>
		tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)
	const toggle = (path: string) => {
		const next = new Set(open)
		if (!next.delete(path)) next.add(path)
		setOpen(next)
	}
	const focusRow = (path: string) => rowElement(path)?.focus()
	const onKey = (event: KeyboardEvent) => {
		const at = rows.findIndex((row) => row.path === stop)
		const row = rows[at]
		if (row === undefined) return
		const move = moveFor(event.key, row)
		if (move === undefined) return
		event.preventDefault()
		event.stopPropagation()
		if (move === "toggle") return toggle(row.path)
		const target = move === "parent" ? row.path.slice(0, row.path.lastIndexOf(".")) : rows[at + move]?.path
		if (target !== undefined) focusRow(target)
	}
	if (fields.length === 0) {
		return (
			<HexDump
				hex={hex}
				length={length}
				lit={undefined}
				onPoint={() => undefined}
				label={`Bytes of ${name}`}
			/>
		)
	}
	return (
		<div className="grid gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_auto]">
			<div
				ref={tree}
				role="tree"
				aria-label={`Fields of ${name}`}
				onKeyDown={onKey}
				onPointerLeave={() => setPointed(undefined)}
				className="max-h-[26rem] min-w-0 overflow-auto"
			>
				{rows.map((row) => (
					<FieldItem
						key={row.path}
						row={row}
						isLit={row.path === shownPath}
						isStop={row.path === stop}
						onPoint={() => setPointed({ path: row.path, isByte: false })}
						onFocus={() => {
							setPointed({ path: row.path, isByte: false })
							setCurrent(row.path)
						}}
						onToggle={() => toggle(row.path)}
					/>
				))}
			</div>
			<HexDump
				hex={hex}
				length={length}
				lit={lit}
				reveals={pointed?.isByte === false}
				onPoint={pointAtByte}
				label={`Bytes of ${name}`}
			/>
		</div>
	)
}

function FieldItem({
	row,
	isLit,
	isStop,
	onPoint,
	onFocus,
	onToggle,
}: {
	readonly row: FieldRow
	readonly isLit: boolean
	readonly isStop: boolean
	readonly onPoint: () => void
	readonly onFocus: () => void
	readonly onToggle: () => void
}) {
	const { field } = row
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keys
		<div
			role="treeitem"
			data-path={row.path}
			aria-level={row.depth + 1}
			aria-selected={isLit}
			{...(row.isParent ? { "aria-expanded": row.isOpen } : {})}
			tabIndex={isStop ? 0 : -1}
			onPointerEnter={onPoint}
			onFocus={onFocus}
			onClick={row.isParent ? onToggle : undefined}
			style={{ paddingLeft: `${row.depth * 1.125}rem` }}
			className={cn(
				"flex gap-2 rounded-sm border-line/60 border-b py-1 pr-2 text-sm focus-visible:-outline-offset-2",
				row.isParent && "cursor-pointer",
				isLit && "bg-surface-sunken",
			)}
		>
			<ChevronRight
				aria-hidden
				className={cn(
					"mt-1 size-3 shrink-0 text-ink-faint",
					row.isOpen && "rotate-90",
					!row.isParent && "invisible",
				)}
			/>
			<div className="grid min-w-0 flex-1 gap-x-4 sm:grid-cols-[minmax(9rem,14rem)_minmax(0,1fr)]">
				<Mono className="text-ink-soft">{field.name}</Mono>
				<div className="min-w-0">
					<Mono className={cn("font-medium", isLit && "text-ink")}>{field.value}</Mono>
					{field.meaning ? <span className="ml-2 text-ink-soft">{field.meaning}</span> : null}
					{field.reference ? <Reference text={field.reference} /> : null}
				</div>
			</div>
		</div>
	)
}

function Reference({ text }: { readonly text: string }) {
	const href = referenceAddress(text)
	if (href === undefined) return <span className="ml-2 text-ink-faint text-xs">{text}</span>
	return (
		<a
			href={href}
			target="_blank"
			rel="noreferrer"
			tabIndex={-1}
			onClick={(event) => event.stopPropagation()}
			className="link ml-2 whitespace-nowrap text-ink-faint text-xs"
		>
			{text}
		</a>
	)
}

function moveFor(key: string, row: FieldRow): number | "toggle" | "parent" | undefined {
	if (key === "ArrowDown" || key === "j") return 1
	if (key === "ArrowUp" || key === "k") return -1
	if ((key === "Enter" || key === " ") && row.isParent) return "toggle"
	if (key === "ArrowRight" && row.isParent) return row.isOpen ? 1 : "toggle"
	if (key === "ArrowLeft") return row.isOpen ? "toggle" : row.depth > 0 ? "parent" : undefined
	return undefined
}
