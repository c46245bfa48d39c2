"use client"

import { useState } from "react"
import { Select } from "#components/ui/select"
import type { Fix } from "#diagnosis/finding"
import { serverKindWords } from "#diagnosis/snippet/server-kinds"

/**
 * The kind of server whose fix is shown: the first offered, which is the server's own where the diagnosis knows it,
 * until the person chooses another.
 */
export function useServerChoice(fixes: readonly Fix[]) {
	const offered = [...new Set(fixes.flatMap(({ server }) => server ?? []))]
	const [chosen, choose] = useState<(typeof offered)[number]>()
	const shown = chosen !== undefined && offered.includes(chosen) ? chosen : offered[0]
	const ofKind = fixes.filter(({ server }) => server !== undefined && server === shown)
	return { offered, shown, choose, ofKind }
}

/** The menu of the kinds of servers that there is a fix for. */
export function ServerChoice({
	choice: { offered, shown, choose },
	about,
}: {
	readonly choice: ReturnType<typeof useServerChoice>
	readonly about: string
}) {
	if (shown === undefined) return null
	return (
		<Select
			label={`Kind of server to show the fix for: ${about}`}
			size="sm"
			prefix="Server"
			value={shown}
			onChange={choose}
			options={offered.map((value) => ({ value, label: serverKindWords[value] }))}
			className="print:hidden"
		/>
	)
}
