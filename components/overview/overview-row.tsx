"use client"

import { RefreshCw } from "lucide-react"
import Link from "next/link"
import { endpointAddress } from "#components/ui/address"
import { Button } from "#components/ui/button"
import { cn } from "#components/ui/class-names"
import { toneClasses, verdictMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import { Time } from "#components/ui/time"
import { ValidityBar } from "#components/ui/validity-bar"
import type { EndpointRow } from "./endpoint-row.tsx"
import { isPending, type LiveState } from "./live-state.tsx"
import { modeSentence, verdictOf } from "./view-rows.tsx"

/** The columns of a wide row; the heads above use the same. */
export const rowColumns =
	"xl:grid-cols-[1.25rem_minmax(6rem,11rem)_minmax(8rem,12rem)_minmax(4rem,7.25rem)_minmax(4rem,8.5rem)_1.5rem_6.25rem_minmax(18rem,1fr)_4.5rem_1.75rem] xl:gap-x-3.5"

/** One endpoint: a line where it is wide, three where it is narrow. The whole row leads to the endpoint. */
export function OverviewRow({
	row,
	live,
	onCheck,
}: {
	readonly row: EndpointRow
	readonly live: LiveState | undefined
	readonly onCheck: (id: string) => void
}) {
	const meaning = verdictMeanings[verdictOf(row)]
	const last = row.last
	return (
		<div
			className={cn(
				"group relative grid min-h-9 grid-cols-[1.25rem_1fr_auto] items-center gap-x-3 gap-y-0.5 border-line border-b py-2 hover:bg-surface-sunken xl:min-h-9 xl:py-1",
				rowColumns,
			)}
		>
			<Status meaning={meaning} form="icon" className="self-center" />
			<Link
				href={endpointAddress(row.id)}
				data-row={row.id}
				className="truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
				title={row.name}
			>
				{row.name}
			</Link>
			<span className="truncate text-ink-soft max-xl:col-span-2 max-xl:col-start-2 max-xl:row-start-2">
				<span className="sr-only">Target </span>
				<span title={row.target} className="font-mono text-xs [font-variant-ligatures:none]">
					{row.target}
				</span>
			</span>
			<span className="truncate text-sm max-xl:hidden" title={modeSentence(row.mode, last)}>
				<span className="sr-only">Mode </span>
				{modeSentence(row.mode, last)}
			</span>
			<span className="line-clamp-2 leading-4 max-xl:hidden" title={last?.identity}>
				<span className="sr-only">Identity </span>
				{last?.identity === undefined ? <Nothing /> : <Mono className="text-xs">{last.identity}</Mono>}
			</span>
			<span className="text-sm tabular max-xl:hidden">
				<span className="sr-only">TLS version </span>
				{last?.tlsVersion ?? <Nothing />}
			</span>
			<span className="max-xl:hidden">
				{last?.notBefore === undefined || last.notAfter === undefined ? (
					<Nothing />
				) : (
					<ValidityBar
						notBefore={last.notBefore}
						notAfter={last.notAfter}
						className="gap-1.5 [&>span]:whitespace-normal [&>span]:leading-4 [&_svg]:w-12"
					/>
				)}
			</span>
			<span className="min-w-0 text-sm max-xl:col-span-2 max-xl:col-start-2 max-xl:row-start-3 xl:line-clamp-2 xl:text-xs xl:leading-4">
				<RowSentence row={row} live={live} />
			</span>
			<span className="text-right text-ink-faint text-xs max-xl:hidden">
				{last === undefined ? "never" : <Time iso={last.startedAt} quiet />}
			</span>
			<Button
				variant="quiet"
				size="icon"
				className="relative z-10 size-7 max-xl:col-start-3 max-xl:row-start-1"
				title={`Check ${row.name}`}
				disabled={isPending(live)}
				onClick={() => onCheck(row.id)}
			>
				<RefreshCw aria-hidden className="size-3.5!" />
				<span className="sr-only">Check {row.name}</span>
			</Button>
			{live?.kind === "running" ? <Waiting /> : null}
		</div>
	)
}

function RowSentence({ row, live }: { readonly row: EndpointRow; readonly live: LiveState | undefined }) {
	if (live?.kind === "queued" || live?.kind === "running")
		return <span className="text-ink-soft wrap-anywhere">{live.words}</span>
	if (live?.kind === "failed") return <span className="text-broken">{live.words}</span>
	const kind = verdictOf(row)
	const meaning = verdictMeanings[kind]
	const words = <span className={cn("font-medium", toneClasses[meaning.tone].text)}>{meaning.word}</span>
	if (row.last === undefined || kind === "ok") return words
	return (
		<span title={row.last.sentence}>
			{words} <span className="text-ink-soft">{row.last.sentence}</span>
		</span>
	)
}

function Nothing() {
	return (
		<>
			<span aria-hidden="true" className="text-ink-faint">
				—
			</span>
			<span className="sr-only">none</span>
		</>
	)
}

/** The thin line that moves while we wait for the peer. */
function Waiting() {
	return (
		<span aria-hidden="true" className="absolute inset-x-0 -bottom-px h-0.5 overflow-hidden">
			<span className="block h-full w-1/4 animate-wait bg-ink-faint" />
		</span>
	)
}
