import type { SettingProblem } from "#endpoints/endpoint"
import type { Report } from "#report/report"
import type { CheckEvent } from "./check-actions.tsx"
import { foldProbeEvent, type RunProgress } from "./live-run.tsx"

/** Where a check that this page started stands. */
export type CheckState =
	| { readonly kind: "idle" }
	| { readonly kind: "starting" }
	| {
			readonly kind: "running"
			readonly runId: string
			readonly progress?: RunProgress
			/** Monotonic milliseconds of the browser when the plan arrived. */
			readonly plannedAt?: number
			readonly isStopping: boolean
	  }
	| {
			readonly kind: "finished"
			readonly runId: string
			readonly progress?: RunProgress
			readonly report: Report
			/** Why the run was not written down, as a sentence. */
			readonly storeProblem?: string
	  }
	/** The settings were refused; nothing was dialled. */
	| { readonly kind: "problems"; readonly problems: readonly SettingProblem[] }
	/** No answer, or no end of it: what arrived stays on the page. */
	| { readonly kind: "failed"; readonly text: string; readonly progress?: RunProgress }

/** What is said when the stream ends before the run does. */
export const lostText =
	"The connection to Countersign was lost while the check ran. What arrived so far is shown below."

/** Folds one event into the state; events of another run, or after the end, change nothing. */
export function foldCheckEvent(state: CheckState, event: CheckEvent, now: number): CheckState {
	if (state.kind !== "running" || state.runId !== event.runId) return state
	const { progress } = state
	const kept = progress === undefined ? {} : { progress }
	if (event.kind === "report") {
		const problem = event.storeProblem
		return {
			kind: "finished",
			runId: state.runId,
			report: event.report,
			...kept,
			...(event.stored || problem === undefined ? {} : { storeProblem: problem }),
		}
	}
	if (event.kind === "run-failed") return { kind: "failed", text: event.text, ...kept }
	const next = foldProbeEvent(progress, event)
	return {
		...state,
		...(next === undefined ? {} : { progress: next }),
		...(event.kind === "planned" ? { plannedAt: now } : {}),
	}
}

/** What the page knows of the run, whatever the state. */
export function progressOf(state: CheckState): RunProgress | undefined {
	return "progress" in state ? state.progress : undefined
}
