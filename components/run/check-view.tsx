"use client"

import type { ReactNode } from "react"
import type { RunObservation } from "#probe/observation"
import type { Report } from "#report/report"
import type { Extra } from "./check-buttons.tsx"
import { type CheckState, progressOf } from "./check-state.tsx"
import { progressOfRun, type RunProgress } from "./live-run.tsx"
import { Note, SettingProblems } from "./run-notes.tsx"
import { RunScreen } from "./run-screen.tsx"
import { hasRunningLane, waitingSentence } from "./waiting-for.tsx"
import { WaitingLine } from "./waiting-line.tsx"

/** A run that was stored. */
export interface StoredRun {
	readonly runId: string
	readonly run: RunObservation
	readonly report: Report
}

/** A check of this page where there is one, otherwise the stored run, otherwise `empty`. */
export function CheckView({
	state,
	stored,
	onStop,
	onMend,
	fields = [],
	empty,
	ask,
	proof,
	history,
	historyCount,
}: {
	readonly state: CheckState
	readonly stored: StoredRun | undefined
	readonly onStop: () => void
	/** The way to the settings, shown when they were refused. */
	readonly onMend?: ReactNode
	/** Names of the fields on this page that show their problems themselves. */
	readonly fields?: readonly string[]
	readonly empty: ReactNode
	/** The button that starts a check with an extra. */
	readonly ask?: (extra: Extra) => ReactNode
	/** The way to a proof of refusal with a CA that the server trusts. */
	readonly proof?: ReactNode
	readonly history?: ReactNode
	readonly historyCount?: number
}) {
	if (state.kind === "problems") {
		const others = state.problems.filter((problem) => !fields.includes(problem.field))
		return <SettingProblems problems={others} action={onMend} />
	}
	const shown = shownRun(state, stored)
	if (shown === undefined) {
		if (state.kind === "starting" || state.kind === "running") return <Starting />
		return (
			<>
				{notes(state)}
				{empty}
			</>
		)
	}
	const { progress, report } = shown
	const isLive = state.kind === "running"
	return (
		<RunScreen
			progress={progress}
			report={report}
			isLive={isLive}
			note={notes(state)}
			{...(ask === undefined ? {} : { ask })}
			proof={proof}
			{...(history === undefined ? {} : { history })}
			{...(historyCount === undefined ? {} : { historyCount })}
			{...(state.kind !== "running"
				? {}
				: {
						waiting: (
							<WaitingLine
								sentence={waitingSentence(progress)}
								timeoutMs={progress.timeoutMs}
								plannedAt={hasRunningLane(progress.lanes) ? state.plannedAt : undefined}
								isStopping={state.isStopping}
								onStop={onStop}
							/>
						),
					})}
		/>
	)
}

function shownRun(
	state: CheckState,
	stored: StoredRun | undefined,
): { readonly progress: RunProgress; readonly report: Report | undefined } | undefined {
	const live = progressOf(state)
	if (live !== undefined)
		return { progress: live, report: state.kind === "finished" ? state.report : undefined }
	const isFresh = state.kind === "running" || state.kind === "starting"
	if (stored === undefined || isFresh) return undefined
	return { progress: progressOfRun(stored.run), report: stored.report }
}

function Starting() {
	return (
		<p role="status" className="py-8 font-semibold text-ink-soft text-xl tracking-tight">
			Reading the settings …
		</p>
	)
}

function notes(state: CheckState): ReactNode {
	if (state.kind === "failed") return <Note tone="broken">{state.text}</Note>
	if (state.kind === "finished" && state.storeProblem !== undefined) {
		return <Note tone="broken">This run was not stored, so it has no address: {state.storeProblem}</Note>
	}
	return null
}
