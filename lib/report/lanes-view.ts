import type { AttemptObservation, OutcomeKind, PhaseName, PostureName } from "#probe/observation"
import type { ReportAttempt } from "./report.ts"

/** One step of a lane as a renderer draws it. */
export interface LaneCell {
	readonly phase: PhaseName
	/** `passed`: the lane went by without it, as plaintext does at TLS. `ahead`: never reached. */
	readonly state: "done" | "failed" | "refused" | "passed" | "ahead"
	/** Milliseconds with fraction, once it was begun. */
	readonly ms?: number
}

/** One posture with what came of it. */
export interface LaneView {
	readonly posture: PostureName
	readonly label: string
	readonly configured: boolean
	readonly outcome: OutcomeKind
	readonly cells: readonly LaneCell[]
	/** What happened, in the attempt's own words. */
	readonly reason: string
	/** The phase where it stopped; absent for accepted lanes. */
	readonly stoppedAt?: PhaseName
}

/** The columns of the lanes, in order. */
export const laneColumns = [
	{ phase: "dns", label: "name" },
	{ phase: "tcp", label: "TCP" },
	{ phase: "tls", label: "TLS" },
	{ phase: "quiet", label: "quiet" },
	{ phase: "http2", label: "HTTP/2" },
	{ phase: "rpc", label: "RPC" },
] as const satisfies readonly { readonly phase: PhaseName; readonly label: string }[]

const labels = {
	plaintext: "Plaintext",
	tls: "TLS",
	"tls-unverified": "TLS, not verified",
	mtls: "Mutual TLS",
	external: "External",
	spiffe: "SPIFFE",
} as const satisfies Record<PostureName, string>

/** Draws up every attempt as a lane, in the order of the attempts. */
export function lanesView(attempts: readonly (AttemptObservation | ReportAttempt)[]): readonly LaneView[] {
	return attempts.map(laneView)
}

/** The words for a posture: four different things have four names. */
export function postureLabel(posture: PostureName): string {
	return labels[posture]
}

function laneView(attempt: AttemptObservation | ReportAttempt): LaneView {
	const { posture, configured, outcome } = attempt
	const stop = outcome.kind === "failed" || outcome.kind === "refused" ? outcome : undefined
	return {
		posture,
		label: labels[posture],
		configured,
		outcome: outcome.kind,
		cells: laneColumns.map(({ phase }) => cell(attempt, phase)),
		reason: outcome.text,
		...(stop === undefined ? {} : { stoppedAt: stop.phase }),
	}
}

function cell(attempt: AttemptObservation | ReportAttempt, phase: PhaseName): LaneCell {
	const { outcome } = attempt
	const begun = attempt.phases.find((each) => each.name === phase)
	const time = begun === undefined ? {} : { ms: begun.ms }
	if (outcome.kind !== "accepted" && outcome.kind !== "skipped" && outcome.phase === phase) {
		return { phase, state: outcome.kind, ...time }
	}
	if (begun !== undefined) return { phase, state: "done", ...time }
	const order = laneColumns.map((column) => column.phase)
	const isBehind = attempt.phases.some((each) => order.indexOf(toPhase(each.name)) > order.indexOf(phase))
	return { phase, state: isBehind ? "passed" : "ahead" }
}

/** Reports keep phase names as text; an unknown one counts as the first. */
function toPhase(name: string): PhaseName {
	return laneColumns.find((column) => column.phase === name)?.phase ?? "dns"
}
