import type { Clock } from "#base/clock"
import type { ProbeEvent } from "../events.ts"
import type { Phase, PhaseName, PostureName } from "../observation.ts"

/** Writes down the phases of one attempt and tells whoever watches. One phase runs at a time. */
export interface PhaseLog {
	/** Ends the running phase well, if there is one, and begins another. */
	readonly begin: (name: PhaseName) => void
	/** Ends the running phase, if there is one. */
	readonly end: (ok: boolean) => void
	readonly phases: () => readonly Phase[]
	/** The phase that runs, or the last one that ended. */
	readonly last: () => PhaseName
	/** Milliseconds since the attempt began. */
	readonly elapsed: () => number
	/** Duration of a phase that ended, or undefined. */
	readonly durationOf: (name: PhaseName) => number | undefined
}

/** Starts the log of an attempt that begins now. */
export function startPhaseLog(
	clock: Clock,
	posture: PostureName,
	emit: (event: ProbeEvent) => void,
): PhaseLog {
	const startedAt = clock.monotonic()
	const phases: Phase[] = []
	let running: { name: PhaseName; startMs: number } | undefined
	let last: PhaseName = "dns"
	const elapsed = () => clock.monotonic() - startedAt
	const end = (isOk: boolean) => {
		if (running === undefined) return
		const phase = { name: running.name, startMs: running.startMs, ms: elapsed() - running.startMs, ok: isOk }
		running = undefined
		phases.push(phase)
		emit({ kind: "phase-ended", posture, phase })
	}
	return {
		begin: (name) => {
			end(true)
			running = { name, startMs: elapsed() }
			last = name
			emit({ kind: "phase-started", posture, phase: name, t: running.startMs })
		},
		end,
		phases: () => phases,
		last: () => last,
		elapsed,
		durationOf: (name) => phases.find((phase) => phase.name === name)?.ms,
	}
}
