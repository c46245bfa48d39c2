"use client"

import { Pencil } from "lucide-react"
import { useRouter } from "next/navigation"
import { useEffect, useEffectEvent, useState } from "react"
import { address } from "#components/ui/address"
import { ButtonLink } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { Time } from "#components/ui/time"
import type { EndpointMode } from "#endpoints/endpoint"
import type { CheckExtras, CheckStart, StopRun } from "./check-actions.tsx"
import { CheckButtons, ExtraButton, extrasOf } from "./check-buttons.tsx"
import { CheckView, type StoredRun } from "./check-view.tsx"
import { historyRow, withFinished } from "./finished-runs.tsx"
import { History, type HistoryRun } from "./history.tsx"
import { type ExportIncident, IncidentExport } from "./incident-export.tsx"
import { ProveWithCa } from "./prove-with-ca.tsx"
import { RunHeader } from "./run-header.tsx"
import { ShareButton } from "./share-button.tsx"
import { useCheck } from "./use-check.tsx"

/** One endpoint: its newest run, the button that checks it again, and its earlier runs. */
export function EndpointScreen({
	endpoint,
	latest,
	history,
	startCheck,
	stopRun,
	exportIncident,
}: {
	readonly endpoint: {
		readonly id: string
		readonly name: string
		readonly target: string
		readonly mode: EndpointMode
	}
	readonly latest: StoredRun | undefined
	readonly history: readonly HistoryRun[]
	readonly startCheck: (request: {
		readonly endpointId: string
		readonly extras: CheckExtras
	}) => Promise<CheckStart>
	readonly stopRun: StopRun
	readonly exportIncident: ExportIncident
}) {
	const [finished, setFinished] = useState<readonly HistoryRun[]>([])
	const check = useCheck({
		startCheck: (extras) => startCheck({ endpointId: endpoint.id, extras }),
		stopRun,
		onFinished: (runId, report) => {
			newestRuns.set(endpoint.id, runId)
			setFinished((rows) => [...rows, historyRow(runId, report)])
		},
	})
	useStaleRefresh(endpoint.id, history)
	const { state } = check
	const runs = withFinished(history, finished)
	const isBusy = state.kind === "starting" || state.kind === "running"
	const shownId = state.kind === "finished" ? state.runId : latest?.runId
	const startedAt = state.kind === "finished" ? state.report.startedAt : latest?.run.startedAt
	const edit = address(`/endpoints/${encodeURIComponent(endpoint.id)}/edit`)
	const shown = extrasOf(state.kind === "finished" ? state.report : latest?.report)
	const buttons = { shown, onStart: check.start, isBusy }
	return (
		<div className="mx-auto flex max-w-7xl flex-col gap-4">
			<RunHeader
				name={endpoint.name}
				target={endpoint.target}
				mode={endpoint.mode}
				when={
					isBusy || startedAt === undefined ? undefined : (
						<>
							checked <Time iso={startedAt} />
						</>
					)
				}
				actions={
					<>
						{startedAt === undefined && !isBusy ? null : <CheckButtons word="Check again" {...buttons} />}
						<ButtonLink href={edit}>
							<Pencil aria-hidden />
							Edit
						</ButtonLink>
						{shownId === undefined || isBusy ? null : (
							<IncidentExport runId={shownId} write={exportIncident} />
						)}
						<ShareButton runId={shownId} />
					</>
				}
			/>
			<CheckView
				state={state}
				stored={latest}
				onStop={check.stop}
				onMend={<ButtonLink href={edit}>Edit the settings</ButtonLink>}
				ask={(extra) => <ExtraButton extra={extra} {...buttons} />}
				proof={<ProveWithCa {...buttons} />}
				history={<History runs={runs} current={shownId} />}
				historyCount={runs.length}
				empty={
					<EmptyState title="Not checked yet." actions={<CheckButtons word="Check" {...buttons} />}>
						One check connects in every mode that the settings bring material for, side by side, and says what
						the server does, why a client fails, and what to change.
					</EmptyState>
				}
			/>
		</div>
	)
}

/** The newest run of each endpoint that this page of the browser has finished. */
const newestRuns = new Map<string, string>()

/**
 * Going back shows a page as it was read before a check ended on it; then it is read again, once. Not at the end of the
 * check: the router would put back the address from before, and with it the tab that the reader has just chosen.
 */
function useStaleRefresh(endpointId: string, history: readonly HistoryRun[]): void {
	const router = useRouter()
	const onReturn = useEffectEvent(() => {
		const newest = newestRuns.get(endpointId)
		newestRuns.delete(endpointId)
		if (newest !== undefined && !history.some(({ runId }) => runId === newest)) router.refresh()
	})
	useEffect(() => onReturn(), [])
}
