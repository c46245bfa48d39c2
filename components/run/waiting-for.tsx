import { postureWords } from "#components/ui/meaning"
import { phaseWords } from "./lane-row.tsx"
import type { AfterLanes, LaneProgress, RunProgress } from "./live-run.tsx"

/** True while a lane has not come to its end. */
export function hasRunningLane(lanes: readonly LaneProgress[]): boolean {
	return runningLanes(lanes).length > 0
}

/** What a running check waits for, as a sentence: lanes, then what was asked for beyond them. */
export function waitingSentence({ lanes, after }: RunProgress): string {
	return laneSentence(lanes) ?? afterSentence(after) ?? "All lanes have ended. Judging what was seen."
}

function runningLanes(lanes: readonly LaneProgress[]): readonly LaneProgress[] {
	return lanes.filter((lane) => lane.outcome === undefined && lane.skipped === undefined)
}

function laneSentence(lanes: readonly LaneProgress[]): string | undefined {
	const running = runningLanes(lanes)
	if (running.length === 0) return undefined
	const parts = running.map((lane) => {
		const phase = lane.running === undefined ? "" : ` (${phaseWords[lane.running]})`
		return `${postureWords[lane.posture]}${phase}`
	})
	return `Waiting for ${parts.join(", ")}.`
}

function afterSentence(after: AfterLanes | undefined): string | undefined {
	if (after === undefined) return undefined
	const { scan, postures, enforcement } = after
	const tried = enforcement.filter(({ actual }) => actual !== "skipped").length
	const parts = [
		scan === undefined
			? undefined
			: `The scan asks about ${scan.asking}: ${scan.connections} connections of at most ${scan.connectionsMax}.`,
		postures.length === 0 || tried === postures.length
			? undefined
			: `Refusals: ${tried} of ${postures.length} postures tried.`,
	].filter((part) => part !== undefined)
	return parts.length === 0 ? undefined : parts.join(" ")
}
