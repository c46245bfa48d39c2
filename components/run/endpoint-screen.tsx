"use client"

import { Pencil } from "lucide-react"
import { useRouter } from "next/navigation"
import { address } from "#components/ui/address"
import { ButtonLink } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { Time } from "#components/ui/time"
import type { EndpointMode } from "#endpoints/endpoint"
import type { CheckExtras, CheckStart, StopRun } from "./check-actions.tsx"
import { CheckButtons, ExtraButton, extrasOf } from "./check-buttons.tsx"
import { CheckView, type StoredRun } from "./check-view.tsx"
import { History, type HistoryRun } from "./history.tsx"
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
}) {
	const router = useRouter()
	const check = useCheck({
		startCheck: (extras) => startCheck({ endpointId: endpoint.id, extras }),
		stopRun,
		onFinished: () => router.refresh(),
	})
	const { state } = check
	const isBusy = state.kind === "starting" || state.kind === "running"
	const shownId = state.kind === "finished" ? state.runId : latest?.runId
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
					isBusy || latest === undefined ? undefined : (
						<>
							checked <Time iso={latest.run.startedAt} />
						</>
					)
				}
				actions={
					<>
						{latest === undefined && !isBusy ? null : <CheckButtons word="Check again" {...buttons} />}
						<ButtonLink href={edit}>
							<Pencil aria-hidden />
							Edit
						</ButtonLink>
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
				history={<History runs={history} current={shownId} />}
				historyCount={history.length}
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
