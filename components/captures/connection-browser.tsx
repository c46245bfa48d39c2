"use client"

import { useDeferredValue, useEffect, useMemo, useState } from "react"
import { EmptyState } from "#components/ui/empty-state"
import { SkeletonRows } from "#components/ui/skeleton"
import type { CaptureState } from "./capture-state.tsx"
import { ConnectionList } from "./connection-list.tsx"
import { ConnectionToolbar } from "./connection-toolbar.tsx"
import { ConnectionView } from "./connection-view.tsx"
import { type ConnectionQuery, findRows } from "./find-rows.tsx"

/** The connections of the file above the chosen one. The first, which is the most urgent, is chosen by itself. */
export function ConnectionBrowser({
	state,
	onShow,
}: {
	readonly state: CaptureState
	readonly onShow: (index: number) => void
}) {
	const [query, setQuery] = useState<ConnectionQuery>({ text: "", isProblemsOnly: false, withOthers: false })
	const wanted = useDeferredValue(query)
	const { rows, status, shown } = state
	const found = useMemo(() => findRows(rows, wanted), [rows, wanted])
	const [first] = found.rows
	const isFirst = status.kind === "read" && shown === undefined && first !== undefined
	useEffect(() => {
		if (isFirst) onShow(first.index)
	}, [isFirst, first, onShow])

	if (rows.length === 0) return <NoRows state={state} />
	const chosen = shown?.kind === "connection" ? shown.captured.index : shown?.index
	return (
		<>
			{rows.length === 1 && status.kind !== "reading" ? null : (
				<section aria-label="Connections" className="flex flex-col gap-2">
					<ConnectionToolbar query={query} found={found} onChange={setQuery} />
					<ConnectionList rows={found.rows} chosen={chosen} onChoose={onShow} />
				</section>
			)}
			{shown === undefined ? null : <Shown shown={shown} />}
		</>
	)
}

function NoRows({ state: { status } }: { readonly state: CaptureState }) {
	if (status.kind === "failed") return null
	if (status.kind === "reading") return <SkeletonRows rows={6} label="Reading the file" />
	return (
		<EmptyState title="No TCP connection is in this file.">
			{status.kind === "stopped"
				? "It was stopped before the first one had ended. Open it again to read it whole."
				: "Check the filter of the capture: it may have kept other ports, or UDP alone."}
		</EmptyState>
	)
}

function Shown({ shown }: { readonly shown: NonNullable<CaptureState["shown"]> }) {
	switch (shown.kind) {
		case "connection":
			return <ConnectionView key={shown.captured.index} captured={shown.captured} />
		case "loading":
			return <SkeletonRows rows={4} label={`Reading connection ${shown.index}`} />
		case "missing":
			return (
				<EmptyState title={`Connection #${shown.index} was not found again.`}>
					The file may have changed since it was opened. Open it again.
				</EmptyState>
			)
	}
}
