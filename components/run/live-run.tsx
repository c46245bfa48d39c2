import { assertNever } from "#base/assert-never"
import type { EnforcementAttempt, EnforcementPosture } from "#probe/enforcement-observation"
import type { ProbeEvent } from "#probe/events"
import type {
	AttemptObservation,
	Outcome,
	Phase,
	PhaseName,
	PostureName,
	RunObservation,
} from "#probe/observation"
import type { TranscriptEntry } from "#tls/transcript"

/** One lane of a check, as far as it has come. */
export interface LaneProgress {
	readonly posture: PostureName
	readonly configured: boolean
	/** Why the lane is not tried; absent when it is. */
	readonly skipped?: string
	readonly phases: readonly Phase[]
	/** The phase that runs now. */
	readonly running?: PhaseName
	readonly transcript: readonly TranscriptEntry[]
	/** Messages that came after the bound of `transcript` and are only counted until the lane ends. */
	readonly uncounted: number
	readonly outcome?: Outcome
	readonly attempt?: AttemptObservation
}

/** A check, as far as it has come. */
export interface RunProgress {
	readonly target: string
	readonly timeoutMs: number
	readonly lanes: readonly LaneProgress[]
	/** What goes on after the lanes: further addresses, scan, enforcement table. */
	readonly after?: AfterLanes
	/** Present once the check is finished. */
	readonly run?: RunObservation
}

/** The steps after the lanes, as far as they have come. */
export interface AfterLanes {
	readonly addresses: number
	readonly scan?: { readonly asking: string; readonly connections: number; readonly connectionsMax: number }
	readonly postures: readonly EnforcementPosture[]
	readonly enforcement: readonly EnforcementAttempt[]
}

/** Messages that a running lane keeps on the page; the finished attempt brings them all. */
export const liveMessagesMax = 500

/** Folds one event into what is known. Events before `planned` change nothing; the input is never changed. */
export function foldProbeEvent(
	progress: RunProgress | undefined,
	event: ProbeEvent,
): RunProgress | undefined {
	if (event.kind === "planned") {
		const lanes = event.lanes.map((lane) => ({ ...lane, phases: [], transcript: [], uncounted: 0 }))
		return { target: event.target, timeoutMs: event.timeoutMs, lanes }
	}
	if (progress === undefined) return event.kind === "finished" ? progressOfRun(event.run) : undefined
	if (event.kind === "finished") return progressOfRun(event.run)
	if (isFollowUpEvent(event)) return { ...progress, after: foldFollowUp(progress.after, event) }
	const lanes = progress.lanes.map((lane) => (lane.posture === event.posture ? foldLane(lane, event) : lane))
	return { ...progress, lanes }
}

type FollowUpEvent = Extract<
	ProbeEvent,
	{ kind: "address-ended" | "scan-progress" | "enforcement-planned" | "enforcement-ended" }
>
type LaneEvent = Exclude<ProbeEvent, FollowUpEvent | { kind: "planned" | "finished" }>

function isFollowUpEvent(event: ProbeEvent): event is FollowUpEvent {
	return (
		event.kind === "address-ended" ||
		event.kind === "scan-progress" ||
		event.kind === "enforcement-planned" ||
		event.kind === "enforcement-ended"
	)
}

function foldFollowUp(after: AfterLanes | undefined, event: FollowUpEvent): AfterLanes {
	const known = after ?? { addresses: 0, postures: [], enforcement: [] }
	switch (event.kind) {
		case "address-ended":
			return { ...known, addresses: known.addresses + 1 }
		case "scan-progress":
			return { ...known, scan: event }
		case "enforcement-planned":
			return { ...known, postures: event.postures }
		case "enforcement-ended":
			return { ...known, enforcement: [...known.enforcement, event.attempt] }
		default:
			return assertNever(event)
	}
}

function foldLane(lane: LaneProgress, event: LaneEvent): LaneProgress {
	switch (event.kind) {
		case "phase-started":
			return { ...lane, running: event.phase }
		case "phase-ended":
			return { ...withoutRunning(lane), phases: [...lane.phases, event.phase] }
		case "message":
			return lane.transcript.length < liveMessagesMax
				? { ...lane, transcript: [...lane.transcript, event.entry] }
				: { ...lane, uncounted: lane.uncounted + 1 }
		case "lane-ended":
			return laneOfAttempt(event.attempt)
		default:
			return assertNever(event)
	}
}

function withoutRunning(lane: LaneProgress): LaneProgress {
	const { running: _running, ...rest } = lane
	return rest
}

/** A finished check in the same shape, so that stored and live runs are drawn by the same components. */
export function progressOfRun(run: RunObservation): RunProgress {
	return {
		target: run.target,
		timeoutMs: run.settings.timeoutMs,
		lanes: run.attempts.map(laneOfAttempt),
		run,
	}
}

/** A finished attempt as a lane. */
export function laneOfAttempt(attempt: AttemptObservation): LaneProgress {
	return {
		posture: attempt.posture,
		configured: attempt.configured,
		...(attempt.outcome.kind === "skipped" ? { skipped: attempt.outcome.text } : {}),
		phases: attempt.phases,
		transcript: attempt.transcript,
		uncounted: 0,
		outcome: attempt.outcome,
		attempt,
	}
}
