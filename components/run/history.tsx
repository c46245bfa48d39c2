import Link from "next/link"
import { address } from "#components/ui/address"
import { cn } from "#components/ui/class-names"
import { millisecondWords } from "#components/ui/duration"
import { verdictMeanings } from "#components/ui/meaning"
import { Status } from "#components/ui/status"
import { Time } from "#components/ui/time"
import { EmptyTab } from "./empty-tab.tsx"
import { runPath } from "./run-address.tsx"

/** One earlier run. */
export interface HistoryRun {
	readonly runId: string
	readonly startedAt: string
	readonly durationMs: number
	readonly verdict: "ok" | "attention" | "broken" | "unknown"
	readonly sentence: string
	readonly tlsVersion?: string
	readonly stopped: boolean
}

/** Earlier runs of an endpoint, newest first; the one on screen is marked. */
export function History({
	runs,
	current,
}: {
	readonly runs: readonly HistoryRun[]
	readonly current: string | undefined
}) {
	if (runs.length === 0) {
		return <EmptyTab>Every finished check is kept here with its address.</EmptyTab>
	}
	return (
		<ol className="border-line border-t">
			{runs.map((run) => (
				<li key={run.runId} className="border-line border-b">
					<Link
						href={address(runPath(run.runId))}
						aria-current={run.runId === current ? "true" : undefined}
						className={cn(
							"grid items-baseline gap-x-4 gap-y-0.5 px-2 py-2 text-sm hover:bg-surface-sunken sm:grid-cols-[9rem_minmax(0,1fr)_3rem_5rem_6rem]",
							run.runId === current && "bg-surface-raised",
						)}
					>
						<Status meaning={verdictMeanings[run.verdict]} />
						<span className="min-w-0 wrap-anywhere">
							{run.sentence}
							{run.stopped ? <span className="text-ink-faint"> Stopped before it was finished.</span> : null}
						</span>
						<span className="text-ink-faint tabular">{run.tlsVersion}</span>
						<span className="text-ink-faint tabular">{millisecondWords(run.durationMs)}</span>
						<Time iso={run.startedAt} quiet className="text-ink-soft" />
					</Link>
				</li>
			))}
		</ol>
	)
}
