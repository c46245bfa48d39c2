import { useEffect, useState } from "react"
import type { PaletteEntry } from "./filter-palette.tsx"

/** Something that holds the words of a query, with the places that hold them. */
export type FoundHit = {
	readonly id: string
	readonly places: readonly string[]
	readonly excerpt?: string
} & ({ readonly kind: "rule"; readonly title: string } | { readonly kind: "endpoint"; readonly name: string })

/** Searches everything that is written of rules and endpoints. */
export type SearchTexts = (
	query: string,
) => Promise<
	| { readonly kind: "found"; readonly hits: readonly FoundHit[] }
	| { readonly kind: "failed"; readonly text: string }
>

const waitMs = 200

/** What the texts hold of a query, asked when typing pauses; empty while nothing is known. */
export function useFound(query: string, search: SearchTexts | undefined): readonly PaletteEntry[] {
	const [answer, setAnswer] = useState<{ query: string; entries: readonly PaletteEntry[] }>()
	useEffect(() => {
		if (search === undefined || query.trim().length < 2) return
		let isOld = false
		const timer = setTimeout(async () => {
			// The palette works without it: what cannot be searched now is not offered.
			const outcome = await search(query.slice(0, 200)).catch(() => ({ kind: "failed" as const, text: "" }))
			if (!isOld && outcome.kind === "found") setAnswer({ query, entries: outcome.hits.map(foundEntry) })
		}, waitMs)
		return () => {
			isOld = true
			clearTimeout(timer)
		}
	}, [query, search])
	return answer?.query === query ? answer.entries : []
}

/** A hit as an entry of the palette: what it is, and where the words stand. */
export function foundEntry(hit: FoundHit): PaletteEntry {
	const place = `in ${hit.places.join(", ")}`
	return {
		kind: "found",
		label: hit.kind === "rule" ? hit.id : hit.name,
		detail: hit.excerpt === undefined ? place : `${place}: ${hit.excerpt}`,
		path: `/${hit.kind === "rule" ? "runbook" : "endpoints"}/${encodeURIComponent(hit.id)}`,
	}
}
