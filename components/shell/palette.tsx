"use client"

import { Dialog } from "@base-ui/react/dialog"
import { Search } from "lucide-react"
import { useRouter } from "next/navigation"
import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useId, useState } from "react"
import { address } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { cn } from "#components/ui/class-names"
import { filterPalette, type PaletteEntry } from "./filter-palette.tsx"
import { type SearchTexts, useFound } from "./use-found.tsx"

/**
 * Ctrl K: everything that has an address, one list. `entries` come from the server with the page; what only the texts
 * hold is asked for while typing.
 */
export function Palette({
	entries,
	search,
}: {
	readonly entries: readonly PaletteEntry[]
	readonly search?: SearchTexts
}) {
	const [open, setOpen] = useState(false)
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return
			event.preventDefault()
			setOpen((was) => !was)
		}
		document.addEventListener("keydown", onKey)
		return () => document.removeEventListener("keydown", onKey)
	}, [])
	return (
		<Dialog.Root open={open} onOpenChange={setOpen}>
			<Dialog.Trigger
				render={
					<Button variant="quiet" className="px-2 text-ink-faint" title="Find anything (Ctrl K)">
						<Search aria-hidden className="sm:hidden" />
						<span aria-hidden="true" className="font-mono text-xs max-sm:hidden">
							Ctrl K
						</span>
						<span className="sr-only">Open the palette</span>
					</Button>
				}
			/>
			<Dialog.Portal>
				<Dialog.Backdrop className="fixed inset-0 z-40 bg-ink/20" />
				<Dialog.Popup className="fixed top-[10dvh] left-1/2 z-50 flex max-h-[70dvh] w-[min(38rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-hidden rounded-md border border-line-strong bg-surface-raised shadow-float">
					<Dialog.Title className="sr-only">Palette</Dialog.Title>
					<PaletteList entries={entries} search={search} onDone={() => setOpen(false)} />
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	)
}

function PaletteList({
	entries,
	search,
	onDone,
}: {
	readonly entries: readonly PaletteEntry[]
	readonly search: SearchTexts | undefined
	readonly onDone: () => void
}) {
	const router = useRouter()
	const listId = useId()
	const [query, setQuery] = useState("")
	const [chosen, setChosen] = useState(0)
	const groups = filterPalette(entries, query, useFound(query, search))
	const flat = groups.flatMap((group) => group.entries)
	const active = Math.min(chosen, flat.length - 1)
	const optionId = (index: number) => `${listId}-${index}`

	const go = (entry: PaletteEntry | undefined) => {
		if (entry === undefined) return
		onDone()
		router.push(address(entry.path))
	}
	const moveTo = (index: number) => {
		const next = (index + flat.length) % Math.max(1, flat.length)
		setChosen(next)
		document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" })
	}
	const onKeyDown = (event: ReactKeyboardEvent) => {
		const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: -1 }
		const move = moves[event.key]
		if (move !== undefined) {
			event.preventDefault()
			moveTo(move)
		}
		if (event.key === "Enter") {
			event.preventDefault()
			go(flat[active])
		}
	}

	return (
		<>
			<div className="flex items-center border-line border-b">
				<Search aria-hidden className="ml-3.5 size-4 shrink-0 text-ink-faint" />
				<input
					role="combobox"
					aria-expanded="true"
					aria-controls={listId}
					aria-activedescendant={flat.length > 0 ? optionId(active) : undefined}
					aria-label="Find an endpoint, a page, a rule or an action"
					placeholder="Endpoint, page, rule, action, target or error …"
					value={query}
					onChange={(event) => {
						setQuery(event.target.value)
						setChosen(0)
					}}
					onKeyDown={onKeyDown}
					autoComplete="off"
					spellCheck={false}
					className="h-12 min-w-0 flex-1 bg-transparent px-2.5 text-lg outline-none"
				/>
			</div>
			<div id={listId} role="listbox" aria-label="Results" className="overflow-y-auto pb-2">
				{groups.map((group) => (
					// biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
					<div key={group.kind} role="group" aria-label={group.label}>
						<p aria-hidden="true" className="px-4 pt-3 pb-1 text-ink-faint text-xs">
							{group.label}
						</p>
						{group.entries.map((entry) => {
							const index = flat.indexOf(entry)
							return (
								// biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input, aria-activedescendant points here
								// biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input
								<div
									key={`${entry.kind}:${entry.path}:${entry.label}`}
									id={optionId(index)}
									role="option"
									aria-selected={index === active}
									onClick={() => go(entry)}
									onPointerMove={() => setChosen(index)}
									className={cn(
										"mx-1.5 flex min-h-9 items-baseline gap-3 rounded-sm px-2.5 py-1.5",
										index === active && "bg-surface-sunken outline outline-line-strong",
									)}
								>
									<span className="shrink-0 text-base">{entry.label}</span>
									<span
										className={cn(
											"min-w-0 truncate text-ink-faint text-sm",
											entry.kind === "endpoint" && "font-mono text-xs",
										)}
									>
										{entry.detail}
									</span>
								</div>
							)
						})}
					</div>
				))}
				{flat.length === 0 ? <p className="px-4 py-6 text-ink-soft">Nothing is called that.</p> : null}
			</div>
		</>
	)
}
