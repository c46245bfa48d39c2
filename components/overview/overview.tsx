"use client"

import { Play, Plus, Square } from "lucide-react"
import { useRouter } from "next/navigation"
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs"
import { type ReactNode, useMemo } from "react"
import { Button, ButtonLink } from "#components/ui/button"
import { cn } from "#components/ui/class-names"
import { EmptyState } from "#components/ui/empty-state"
import { toneClasses, verdictMeanings } from "#components/ui/meaning"
import type { EndpointRow } from "./endpoint-row.tsx"
import { FirstVisit, NothingChecked } from "./first-visit.tsx"
import type { LiveState } from "./live-state.tsx"
import { OverviewList } from "./overview-list.tsx"
import { OverviewToolbar } from "./overview-toolbar.tsx"
import { type LiveChecks, type StartChecks, useLiveChecks } from "./use-live-checks.tsx"
import { countVerdicts, groupKeys, type OverviewQuery, showKeys, sortKeys, viewRows } from "./view-rows.tsx"

const queryParsers = {
	text: parseAsString.withDefault(""),
	show: parseAsStringLiteral(showKeys).withDefault("all"),
	sort: parseAsStringLiteral(sortKeys).withDefault("status"),
	group: parseAsStringLiteral(groupKeys).withDefault("none"),
}

/** All endpoints and how they stand. How they are looked at lives in the address. */
export function Overview({
	rows,
	hasLab,
	startChecks,
	stopRun,
}: {
	readonly rows: readonly EndpointRow[]
	readonly hasLab: boolean
	readonly startChecks: StartChecks
	readonly stopRun: (batchId: string) => Promise<{ readonly kind: string }>
}) {
	const router = useRouter()
	const checks = useLiveChecks({ startChecks, stopRun, onEnded: () => router.refresh() })
	const [query, setQuery] = useQueryStates(queryParsers, { urlKeys: { text: "q" } })
	const current = useMemo(() => withLive(rows, checks.live), [rows, checks.live])
	const items = useMemo(() => viewRows(current, query), [current, query])
	if (rows.length === 0) return <FirstVisit hasLab={hasLab} />
	const shown = [...new Set(items.flatMap((item) => (item.kind === "row" ? [item.row.id] : [])))]
	return (
		<>
			<h1 className="sr-only">Overview</h1>
			<div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
				<Counts rows={current} show={query.show} onShow={(show) => setQuery({ show })} />
				<Actions checks={checks} shown={shown} total={rows.length} />
			</div>
			{rows.every((row) => row.last === undefined) ? <NothingChecked hasLab={hasLab} /> : null}
			<OverviewToolbar query={query} onChange={setQuery} />
			{items.length === 0 ? (
				<EmptyState
					title="No endpoint matches."
					actions={
						<Button onClick={() => setQuery({ text: "", show: "all" })}>Show all {rows.length}</Button>
					}
				/>
			) : (
				<OverviewList items={items} live={checks.live} onCheck={(id) => checks.start([id])} />
			)}
		</>
	)
}

/** The verdict of a check that just ended stands in its row at once; the rest follows when the page is read anew. */
function withLive(
	rows: readonly EndpointRow[],
	live: ReadonlyMap<string, LiveState>,
): readonly EndpointRow[] {
	return rows.map((row) => {
		const state = live.get(row.id)
		if (state?.kind !== "done" || (row.last !== undefined && row.last.startedAt >= state.last.startedAt))
			return row
		return { ...row, last: { ...row.last, ...state.last } }
	})
}

function Counts({
	rows,
	show,
	onShow,
}: {
	readonly rows: readonly EndpointRow[]
	readonly show: OverviewQuery["show"]
	readonly onShow: (show: OverviewQuery["show"]) => void
}) {
	const words = {
		ok: "as configured",
		attention: "need attention",
		broken: "do not work",
		unknown: "unknown",
		unchecked: "not checked",
	}
	return (
		<fieldset className="flex flex-wrap items-center gap-x-1 gap-y-1">
			<legend className="sr-only">Show by verdict</legend>
			<CountButton pressed={show === "all"} onClick={() => onShow("all")}>
				<span className="font-semibold text-ink tabular">{rows.length}</span>{" "}
				{rows.length === 1 ? "endpoint" : "endpoints"}
			</CountButton>
			{countVerdicts(rows).map(({ kind, count }) => {
				if (count === 0 && show !== kind) return null
				const { icon: Icon, tone } = verdictMeanings[kind]
				return (
					<CountButton
						key={kind}
						pressed={show === kind}
						onClick={() => onShow(show === kind ? "all" : kind)}
					>
						<Icon aria-hidden className={cn("size-4", toneClasses[tone].text)} />
						<span className="font-semibold text-ink tabular">{count}</span> {words[kind]}
					</CountButton>
				)
			})}
		</fieldset>
	)
}

function CountButton({
	pressed,
	onClick,
	children,
}: {
	readonly pressed: boolean
	readonly onClick: () => void
	readonly children: ReactNode
}) {
	return (
		<button
			type="button"
			aria-pressed={pressed}
			onClick={onClick}
			className={cn(
				"flex min-h-8 items-center gap-1.5 rounded-md border px-2.5 text-ink-soft text-sm hover:bg-surface-sunken",
				pressed ? "border-line-strong bg-surface-raised" : "border-transparent",
			)}
		>
			{children}
		</button>
	)
}

function Actions({
	checks,
	shown,
	total,
}: {
	readonly checks: LiveChecks
	readonly shown: readonly string[]
	readonly total: number
}) {
	const all = shown.length === total ? "Check all" : `Check these ${shown.length}`
	return (
		<div className="flex flex-wrap items-center gap-2">
			<p aria-live="polite" className="text-ink-soft text-sm empty:hidden">
				{checks.problem !== undefined ? <span className="text-broken">{checks.problem}</span> : null}
				{checks.running > 0 ? `${checks.running} running` : null}
			</p>
			{checks.running > 0 ? (
				<Button onClick={checks.stop}>
					<Square aria-hidden className="size-3.5!" />
					Stop
				</Button>
			) : (
				<Button disabled={shown.length === 0} onClick={() => checks.start(shown)}>
					<Play aria-hidden className="size-3.5!" />
					{all}
				</Button>
			)}
			<ButtonLink variant="primary" href="/endpoints/new">
				<Plus aria-hidden />
				Add
			</ButtonLink>
		</div>
	)
}
