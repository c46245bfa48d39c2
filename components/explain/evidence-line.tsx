"use client"

import { ArrowRight } from "lucide-react"
import type { CheckState } from "#components/run/check-state"
import { Note, SettingProblems } from "#components/run/run-notes"
import { hasRunningLane, waitingSentence } from "#components/run/waiting-for"
import { WaitingLine } from "#components/run/waiting-line"
import { address, checkAddress } from "#components/ui/address"
import { Button, ButtonLink } from "#components/ui/button"
import type { Evidence } from "./use-evidence.tsx"

/** One button for each address that the text names. */
export function CheckButtons({
	targets,
	evidence,
}: {
	readonly targets: readonly string[]
	readonly evidence: Evidence
}) {
	const { state, endpointOf, check } = evidence
	const isBusy = state.kind === "starting" || state.kind === "running"
	return targets.map((target, index) => {
		const known = endpointOf(target)
		return (
			<Button
				key={target}
				size="sm"
				variant={index === 0 ? "primary" : "secondary"}
				disabled={isBusy}
				onClick={() => check(target)}
				className="max-w-full"
			>
				<span className="truncate">
					Check {target}
					{known === undefined || known.name === target ? "" : ` (${known.name})`}
				</span>
			</Button>
		)
	})
}

/** Where the check of an address from the text stands. */
export function EvidenceLine({ evidence }: { readonly evidence: Evidence }) {
	const { state, target, stop } = evidence
	switch (state.kind) {
		case "idle":
		case "finished":
			return null
		case "starting":
			return (
				<p role="status" className="py-1 text-ink-soft text-sm">
					Reading the settings …
				</p>
			)
		case "running":
			return <Running state={state} onStop={stop} />
		case "problems":
			return (
				<SettingProblems
					problems={state.problems}
					action={
						target === undefined ? null : (
							<ButtonLink size="sm" href={checkAddress(target)}>
								Check it with other settings <ArrowRight aria-hidden className="size-3.5!" />
							</ButtonLink>
						)
					}
				/>
			)
		default:
			return <Note tone="broken">{state.text}</Note>
	}
}

function Running({
	state,
	onStop,
}: {
	readonly state: CheckState & { readonly kind: "running" }
	readonly onStop: () => void
}) {
	const { progress } = state
	return (
		<WaitingLine
			sentence={progress === undefined ? "Connecting in every mode." : waitingSentence(progress)}
			timeoutMs={progress?.timeoutMs ?? 5_000}
			plannedAt={progress !== undefined && hasRunningLane(progress.lanes) ? state.plannedAt : undefined}
			isStopping={state.isStopping}
			onStop={onStop}
		/>
	)
}

/** The way to everything that the check saw. */
export function RunLink({ runId, isStored }: { readonly runId: string; readonly isStored: boolean }) {
	if (!isStored) return null
	return (
		<ButtonLink size="sm" href={address(`/runs/${encodeURIComponent(runId)}`)}>
			Everything that the check saw <ArrowRight aria-hidden className="size-3.5!" />
		</ButtonLink>
	)
}
