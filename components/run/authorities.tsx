"use client"

import { useState } from "react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import { Input } from "#components/ui/input"
import { Mono } from "#components/ui/mono"

/** Lists up to this length are shown whole. */
const foldedAt = 12
/** A list on the page is at most this long; the search and the copy reach everything. */
const rowsMax = 500

/** All authorities that a server accepts: folded where they are many, found by any part of a name, copied whole. */
export function Authorities({ names }: { readonly names: readonly string[] }) {
	const [query, setQuery] = useState("")
	const [isUnfolded, setUnfolded] = useState(false)
	if (names.length === 0)
		return <p className="text-ink-soft text-sm">It names none: any authority may fit.</p>
	const wanted = query.trim().toLowerCase()
	const found = wanted === "" ? names : names.filter((name) => name.toLowerCase().includes(wanted))
	const isMany = names.length > foldedAt
	const shown = found.slice(0, isUnfolded || wanted !== "" ? rowsMax : foldedAt)
	return (
		<div>
			{isMany ? (
				<div className="mb-2 flex items-center gap-2 print:hidden">
					<Input
						mono
						type="search"
						aria-label="Find an authority"
						placeholder={`Find among ${names.length}`}
						value={query}
						onChange={(event) => setQuery(event.target.value)}
						className="max-w-sm"
					/>
					<CopyButton text={names.join("\n")} label={`Copy all ${names.length}`} />
				</div>
			) : null}
			<p aria-live="polite" className={wanted === "" ? "sr-only" : "mb-1 text-ink-faint text-sm"}>
				{wanted === "" ? "" : `${found.length} of ${names.length} fit.`}
			</p>
			<ol aria-label="Acceptable authorities" className="border-line border-t">
				{shown.map((name, index) => (
					<li
						// biome-ignore lint/suspicious/noArrayIndexKey: a server may name one authority twice, and the list never moves
						key={`${index} ${name}`}
						className="border-line border-b py-1 text-sm"
					>
						<Mono>{name === "" ? "(an empty name)" : name}</Mono>
					</li>
				))}
			</ol>
			<Rest
				hidden={found.length - shown.length}
				total={found.length}
				onShow={isUnfolded || wanted !== "" ? undefined : () => setUnfolded(true)}
			/>
		</div>
	)
}

function Rest({
	hidden,
	total,
	onShow,
}: {
	readonly hidden: number
	readonly total: number
	readonly onShow: (() => void) | undefined
}) {
	if (hidden === 0) return null
	return (
		<div className="flex items-center gap-3 pt-2 text-ink-soft text-sm">
			<span>and {hidden} more</span>
			{onShow === undefined ? null : (
				<Button size="sm" onClick={onShow} className="print:hidden">
					Show all {total}
				</Button>
			)}
		</div>
	)
}
