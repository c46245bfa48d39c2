import type { CheckEvent } from "#components/run/check-actions"
import { postureWords, type VerdictKind } from "#components/ui/meaning"
import type { LastRun } from "./endpoint-row.tsx"

/** What a check that was started from the overview shows in its row. */
export type LiveState =
	/** Waits for its turn; nothing moves. */
	| { readonly kind: "queued"; readonly words: string }
	| { readonly kind: "running"; readonly words: string }
	| {
			readonly kind: "done"
			readonly last: Pick<LastRun, "runId" | "startedAt" | "sentence" | "serverMode"> & {
				readonly verdict: Exclude<VerdictKind, "unchecked">
			}
	  }
	| { readonly kind: "failed"; readonly words: string }

/** What a row shows after an event; undefined: nothing that a row would show. */
export function readLiveEvent(event: CheckEvent): LiveState | undefined {
	switch (event.kind) {
		case "planned": {
			const tried = event.lanes.filter((lane) => lane.skipped === undefined).length
			return { kind: "running", words: `Trying ${tried} ${tried === 1 ? "mode" : "modes"} …` }
		}
		case "lane-ended":
			if (event.outcome.kind === "skipped") return undefined
			return { kind: "running", words: `${postureWords[event.posture]}: ${event.outcome.text}` }
		case "report":
			return {
				kind: "done",
				last: {
					runId: event.runId,
					startedAt: event.report.startedAt,
					verdict: event.report.verdict.kind,
					sentence: event.report.verdict.sentence,
					serverMode: event.report.server.mode,
				},
			}
		case "run-failed":
			return { kind: "failed", words: event.text }
		default:
			return undefined
	}
}

/** True while a check has not come to its end. */
export function isPending(state: LiveState | undefined): boolean {
	return state?.kind === "queued" || state?.kind === "running"
}
