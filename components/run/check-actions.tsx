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

/** What a check does beyond its lanes. */
export interface CheckExtras {
	/** Ask with ClientHellos of our own what the server offers, and which protocols it speaks. */
	readonly scan: boolean
	/** Try the postures that ought to be refused. */
	readonly enforce: boolean
	/** Ticket of a CA that was lent for this check, whose throw-away certificates are brought. */
	readonly ticket?: string
}

/** Starts one check, with what it does beyond its lanes. Resolves at once, the events follow. */
export type StartCheck = (extras: CheckExtras) => Promise<CheckStart>

/** A check of the lanes alone. */
export const lanesAlone: CheckExtras = { scan: false, enforce: false }

/** Really stops a run: its sockets are closed on the server. */
export type StopRun = (runId: string) => Promise<{ readonly kind: string }>
