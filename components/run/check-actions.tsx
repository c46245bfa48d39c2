import type { SettingProblem } from "#endpoints/endpoint"
import type { ProbeEvent } from "#probe/events"
import type { Report } from "#report/report"

/** What a page hears of a running check. Every run ends with exactly one `report` or `run-failed`. */
export type CheckEvent = { readonly runId: string } & (
	| ProbeEvent
	| {
			readonly kind: "report"
			readonly report: Report
			readonly stored: boolean
			readonly storeProblem?: string
	  }
	| { readonly kind: "run-failed"; readonly text: string }
)

/** What came of asking for a check. */
export type CheckStart =
	| { readonly kind: "started"; readonly runId: string; readonly events: AsyncIterable<CheckEvent> }
	| { readonly kind: "problems"; readonly problems: readonly SettingProblem[] }
	| { readonly kind: "failed"; readonly text: string }

/** Starts one check; given to the page by its route. Resolves at once, the events follow. */
export type StartCheck = () => Promise<CheckStart>

/** Really stops a run: its sockets are closed on the server. */
export type StopRun = (runId: string) => Promise<{ readonly kind: string }>
