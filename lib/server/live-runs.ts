import { err, ok, type Result } from "#base/result"
import type { ProbeEvent } from "#probe/events"
import type { Report } from "#report/report"
import { type EventStream, openEventStream } from "./event-stream.ts"
import type { CheckEvent, RunMark } from "./run-types.ts"

/** How a check is done: watched, stoppable, with its report at the end. A rejection is a bug. */
export type CheckWork = (watch: {
	readonly signal: AbortSignal
	readonly onEvent: (event: ProbeEvent) => void
}) => Promise<{ readonly report: Report; readonly storeProblem?: string } | { readonly failed: string }>

/** One check that is to be started. */
export interface PlannedCheck extends RunMark {
	readonly work: CheckWork
}

/** Checks that run, and their one stream. */
export interface StartedChecks {
	readonly events: AsyncIterableIterator<CheckEvent>
}

/** The running checks of this process: started, watched, stopped, never more than a fixed number at once. */
export interface LiveRuns {
	/** Starts one check. The error says how many run already. */
	readonly startOne: (check: PlannedCheck) => Result<StartedChecks, Busy>
	/** Starts many, a few at a time and only as fast as the page reads. `batchId` stops them all. */
	readonly startMany: (batchId: string, checks: readonly PlannedCheck[]) => Result<StartedChecks, Busy>
	/** Stops a run or a batch, closing its sockets; false when it does not run. */
	readonly stop: (id: string) => boolean
	/** Slots in use. */
	readonly busy: () => number
}

/** No slot is free. */
export interface Busy {
	readonly kind: "busy"
	readonly running: number
}

const slotsMax = 8
const batchSlots = 4
const idleMs = 30_000

/** Makes the registry. A page that is gone, or that reads nothing for 30 seconds, ends its checks. */
export function openLiveRuns(): LiveRuns {
	const stoppers = new Map<string, AbortController>()
	let used = 0

	const start = (
		ids: readonly string[],
		slots: number,
		checks: readonly PlannedCheck[],
		isBatch: boolean,
	) => {
		if (used + slots > slotsMax) return err<Busy>({ kind: "busy", running: used })
		used += slots
		const stopping = new AbortController()
		for (const id of ids) stoppers.set(id, stopping)
		const stream = openEventStream<CheckEvent>({ onGone: () => stopping.abort(), idleMs })
		const queue = [...checks]
		const lane = async () => {
			for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
				await runOne(check, stream, stopping.signal, stoppers, isBatch)
				await stream.drained()
			}
		}
		Promise.all(Array.from({ length: slots }, lane)).then(() => {
			used -= slots
			for (const id of ids) stoppers.delete(id)
			stream.end()
		})
		return ok({ events: stream.events })
	}

	return {
		startOne: (check) => start([], 1, [check], false),
		startMany: (batchId, checks) => start([batchId], Math.min(batchSlots, checks.length), checks, true),
		stop: (id) => {
			const stopper = stoppers.get(id)
			stopper?.abort()
			return stopper !== undefined
		},
		busy: () => used,
	}
}

async function runOne(
	check: PlannedCheck,
	stream: EventStream<CheckEvent>,
	all: AbortSignal,
	stoppers: Map<string, AbortController>,
	isBatch: boolean,
): Promise<void> {
	const mark: RunMark = {
		runId: check.runId,
		...(check.endpointId === undefined ? {} : { endpointId: check.endpointId }),
	}
	if (all.aborted) return stream.push({ ...mark, kind: "run-failed", text: "Stopped before it began." })
	const own = new AbortController()
	stoppers.set(check.runId, own)
	const onEvent = (event: ProbeEvent) => {
		if (isBatch && (event.kind === "message" || event.kind === "finished")) return
		stream.push({ ...mark, ...event })
	}
	try {
		const done = await check.work({ signal: AbortSignal.any([own.signal, all]), onEvent })
		if ("failed" in done) stream.push({ ...mark, kind: "run-failed", text: done.failed })
		else stream.push({ ...mark, kind: "report", ...reportPart(done) })
	} catch (cause) {
		// A bug of ours ends this run alone; the page is told, the process goes on.
		console.error("a check ended unexpectedly", cause)
		stream.push({ ...mark, kind: "run-failed", text: "Countersign failed unexpectedly; its log says more." })
	} finally {
		stoppers.delete(check.runId)
	}
}

function reportPart(done: { readonly report: Report; readonly storeProblem?: string }) {
	const { report, storeProblem } = done
	return {
		report,
		stored: storeProblem === undefined,
		...(storeProblem === undefined ? {} : { storeProblem }),
	}
}
