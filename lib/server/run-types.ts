import type { ProbeEvent } from "#probe/events"
import type { RunObservation } from "#probe/observation"
import type { Report } from "#report/report"
import type { LastRunView } from "./endpoint-types.ts"

/** One run of a list of runs. */
export interface RunRowView extends LastRunView {
	readonly endpointId?: string
	readonly target: string
	readonly durationMs: number
	readonly stopped: boolean
}

/** One run with everything that was seen, judged by today's rules. */
export interface RunView {
	readonly runId: string
	/** Absent for a target that was checked without being stored, and for an endpoint that is gone. */
	readonly endpoint?: { readonly id: string; readonly name: string; readonly fromLab: boolean }
	readonly run: RunObservation
	readonly report: Report
}

/** Which run, and which endpoint's, an event of a stream speaks of. */
export interface RunMark {
	readonly runId: string
	readonly endpointId?: string
}

/** The last word of a run: its report, and whether it was written down. */
export interface ReportEvent {
	readonly kind: "report"
	readonly report: Report
	readonly stored: boolean
	/** Why it was not stored, as a sentence. */
	readonly storeProblem?: string
}

/** The run ended without a report: a bug of ours, said as a sentence. */
export interface RunFailedEvent {
	readonly kind: "run-failed"
	readonly text: string
}

/**
 * What a page hears of running checks. Every run ends with exactly one `report` or `run-failed`. A stream of
 * several runs leaves out `message` and `finished`: rows do not show them.
 */
export type CheckEvent = RunMark & (ProbeEvent | ReportEvent | RunFailedEvent)
