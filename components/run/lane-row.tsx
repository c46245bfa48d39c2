import { millisecondWords } from "#components/ui/duration"
import { outcomeMeaning, postureWords, type Tone } from "#components/ui/meaning"
import type { Outcome, PhaseName, PostureName } from "#probe/observation"
import type { LaneProgress } from "./live-run.tsx"

/** The columns of the lanes, in order. */
export const phaseNames: readonly PhaseName[] = ["dns", "tcp", "tls", "quiet", "http2", "rpc"]

/** Phase → the head of its column. */
export const phaseWords = {
	dns: "name",
	tcp: "TCP",
	tls: "TLS",
	quiet: "quiet",
	http2: "HTTP/2",
	rpc: "RPC",
} as const satisfies Record<PhaseName, string>

/** One cell of a lane. `passed`: the lane went by without stopping here, as plaintext does at TLS. */
export interface LaneStep {
	readonly name: PhaseName
	readonly state: "ahead" | "running" | "done" | "stopped" | "passed"
	/** Duration, once it is known. */
	readonly time?: string
}

/** Which mark stands where a lane stopped. */
export type StopMark = "refused" | "failed" | "deadline" | "stopped"

/** One lane, ready to be drawn. */
export interface LaneRow {
	readonly posture: PostureName
	readonly title: string
	readonly isConfigured: boolean
	readonly state: "waiting" | "running" | "accepted" | "refused" | "failed" | "skipped"
	readonly tone: Tone
	/** What the state is called, for screen readers and print. */
	readonly word: string
	readonly steps: readonly LaneStep[]
	/** Column where the lane stopped, or the last one of an accepted lane. */
	readonly reached: number
	readonly mark?: StopMark
	/** In words what happened, shown right where it happened. */
	readonly reason?: string
	/** Who answered, on accepted lanes with a proven identity. */
	readonly peer?: string
}

/** Draws up a lane: what is behind it, where it is or stopped, and why. */
export function laneRow(lane: LaneProgress): LaneRow {
	const outcome = lane.outcome
	const state = laneState(lane)
	const steps = laneSteps(lane)
	const meaning = state === "waiting" || state === "running" ? undefined : outcomeMeaning(state, lane.posture)
	const reached = steps.findLastIndex((step) => step.state !== "ahead")
	const mark = outcome === undefined ? undefined : stopMark(outcome)
	const reason = outcome?.text ?? lane.skipped
	const peer = provenPeer(lane)
	return {
		posture: lane.posture,
		title: postureWords[lane.posture],
		isConfigured: lane.configured,
		state,
		tone: meaning?.tone ?? "unknown",
		word: meaning?.word ?? (state === "running" ? "running" : "waiting"),
		steps,
		reached,
		...(mark === undefined ? {} : { mark }),
		...(reason === undefined ? {} : { reason }),
		...(peer === undefined ? {} : { peer }),
	}
}

function laneState(lane: LaneProgress): LaneRow["state"] {
	if (lane.outcome !== undefined) return lane.outcome.kind
	if (lane.skipped !== undefined) return "skipped"
	return lane.running === undefined && lane.phases.length === 0 ? "waiting" : "running"
}

function laneSteps(lane: LaneProgress): readonly LaneStep[] {
	const { outcome } = lane
	const stop = outcome?.kind === "refused" || outcome?.kind === "failed" ? outcome.phase : undefined
	const last = furthest(lane, stop)
	return phaseNames.map((name, index) => {
		if (index > last) return { name, state: "ahead" }
		const phase = lane.phases.findLast((candidate) => candidate.name === name)
		const time = phase === undefined ? {} : { time: millisecondWords(phase.ms) }
		if (name === stop) return { name, state: "stopped", ...time }
		if (outcome === undefined && name === lane.running) return { name, state: "running" }
		return phase === undefined ? { name, state: "passed" } : { name, state: "done", ...time }
	})
}

/** The last column that has anything in it; nothing lies beyond the place where a lane stopped. */
function furthest(lane: LaneProgress, stop: PhaseName | undefined): number {
	if (stop !== undefined) return phaseNames.indexOf(stop)
	const seen = lane.phases.map((phase) => phaseNames.indexOf(phase.name))
	const now = lane.running === undefined ? -1 : phaseNames.indexOf(lane.running)
	return Math.max(now, -1, ...seen)
}

function stopMark(outcome: Outcome): StopMark | undefined {
	if (outcome.kind === "refused") return "refused"
	if (outcome.kind !== "failed") return undefined
	if (outcome.code === "DEADLINE") return "deadline"
	return outcome.code === "STOPPED" ? "stopped" : "failed"
}

function provenPeer(lane: LaneProgress): string | undefined {
	if (lane.outcome?.kind !== "accepted") return undefined
	if (lane.posture === "plaintext" || lane.posture === "tls-unverified") return undefined
	const peer = lane.attempt?.peer
	return peer === undefined || peer.kind === "none" ? undefined : peer.identity
}

/** The lane that a page shows first: the configured one, or the first that was tried. */
export function firstLane(lanes: readonly LaneProgress[]): PostureName | undefined {
	const tried = lanes.find((lane) => lane.skipped === undefined)
	return (lanes.find((lane) => lane.configured && lane.skipped === undefined) ?? tried ?? lanes[0])?.posture
}
