"use client"

import { RotateCw } from "lucide-react"
import { useRouter } from "next/navigation"
import { address, checkAddress, endpointAddress } from "#components/ui/address"
import { ButtonLink } from "#components/ui/button"
import { Time } from "#components/ui/time"
import type { CheckExtras, CheckStart, StopRun } from "./check-actions.tsx"
import { CheckButtons, type Extra, ExtraButton, extrasOf, extraWords } from "./check-buttons.tsx"
import { CheckView, type StoredRun } from "./check-view.tsx"
import { type ExportIncident, IncidentExport } from "./incident-export.tsx"
import { ProveWithCa } from "./prove-with-ca.tsx"
import { runPath } from "./run-address.tsx"
import { RunHeader } from "./run-header.tsx"
import { ShareButton } from "./share-button.tsx"
import { useCheck } from "./use-check.tsx"

/** An earlier run, as it was. Checking again makes a new run with an address of its own and leads there. */
export function StoredRunScreen({
	stored,
	endpoint,
	startCheck,
	stopRun,
	exportIncident,
}: {
	readonly stored: StoredRun
	/** Absent for a target that was never saved, and for an endpoint that is gone. */
	readonly endpoint: { readonly id: string; readonly name: string } | undefined
	readonly startCheck: (request: {
		readonly endpointId: string
		readonly extras: CheckExtras
	}) => Promise<CheckStart>
	readonly stopRun: StopRun
	readonly exportIncident: ExportIncident
}) {
	const router = useRouter()
	const check = useCheck({
		startCheck: (extras) => startCheck({ endpointId: endpoint?.id ?? "", extras }),
		stopRun,
		onFinished: (runId) => router.push(address(runPath(runId))),
	})
	const isBusy = check.state.kind === "starting" || check.state.kind === "running"
	const { run } = stored
	const buttons = { shown: extrasOf(stored.report), onStart: check.start, isBusy }
	const ask = (extra: Extra) =>
		endpoint === undefined ? (
			<ButtonLink href={checkAddress(run.target, extra)}>{extraWords[extra].label}</ButtonLink>
		) : (
			<ExtraButton extra={extra} {...buttons} />
		)
	return (
		<div className="mx-auto flex max-w-7xl flex-col gap-4">
			<RunHeader
				{...(endpoint === undefined ? {} : { name: endpoint.name })}
				target={run.target}
				mode={run.settings.mode}
				when={
					<>
						run of <Time iso={run.startedAt} />
					</>
				}
				actions={
					<>
						{endpoint === undefined ? (
							<ButtonLink variant="primary" href={checkAddress(run.target)}>
								<RotateCw aria-hidden />
								Check again
							</ButtonLink>
						) : (
							<>
								<CheckButtons word="Check again" {...buttons} />
								<ButtonLink href={endpointAddress(endpoint.id)}>Endpoint</ButtonLink>
							</>
						)}
						<IncidentExport runId={stored.runId} write={exportIncident} />
						<ShareButton runId={stored.runId} />
					</>
				}
			/>
			<CheckView
				state={check.state}
				stored={stored}
				onStop={check.stop}
				empty={null}
				ask={ask}
				proof={endpoint === undefined ? null : <ProveWithCa {...buttons} />}
				{...(endpoint === undefined
					? {}
					: { onMend: <ButtonLink href={endpointAddress(endpoint.id)}>Open the endpoint</ButtonLink> })}
			/>
		</div>
	)
}
