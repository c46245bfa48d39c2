"use client"

import type { ReactNode } from "react"
import type { EnforcementPosture } from "#probe/enforcement-observation"
import { enforcementView } from "#report/enforcement-view"
import type { Report } from "#report/report"
import { AskStrip } from "./ask-strip.tsx"
import { EmptyTab } from "./empty-tab.tsx"
import type { RunProgress } from "./live-run.tsx"
import { judgedRows, liveRows } from "./refusal-rows.tsx"
import { RefusalTable } from "./refusal-table.tsx"

/** Whether the server refuses what it ought to: one sentence, then the table; it fills while the check runs. */
export function RefusalsTab({
	progress,
	report,
	open,
	onOpen,
	action,
	again,
}: {
	readonly progress: RunProgress
	readonly report: Report | undefined
	readonly open: EnforcementPosture | undefined
	readonly onOpen: (posture: EnforcementPosture | undefined) => void
	/** The button that starts the proof. */
	readonly action?: ReactNode
	/** A better proof, where one can be had. */
	readonly again?: ReactNode
}) {
	const { after, run } = progress
	if (report?.enforcement !== undefined) {
		return (
			<>
				<p className="mb-3 max-w-prose text-pretty font-semibold text-lg">
					{enforcementView(report.enforcement).summary}
				</p>
				<RefusalTable
					rows={judgedRows(report.enforcement, run?.enforcement?.attempts ?? [])}
					isJudged
					open={open}
					onOpen={onOpen}
				/>
				{again}
			</>
		)
	}
	if (report !== undefined) {
		return (
			<>
				<AskStrip action={action}>
					This run tried nothing that the server ought to refuse. A proof brings wrong certificates, old
					versions and missing tokens, and says of each whether it got in.
				</AskStrip>
				{again}
			</>
		)
	}
	if (after === undefined || after.postures.length === 0) {
		return <EmptyTab>The check still runs. Nothing that ought to be refused was tried yet.</EmptyTab>
	}
	const tried = after.enforcement.filter(({ actual }) => actual !== "skipped").length
	return (
		<>
			<p className="mb-3 font-semibold text-lg">
				{tried} of {after.postures.length} postures were tried; judged when all are.
			</p>
			<RefusalTable rows={liveRows(after)} isJudged={false} open={open} onOpen={onOpen} />
		</>
	)
}
