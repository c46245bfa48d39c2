import type { SettingProblem } from "#endpoints/endpoint"
import type { ExplainedError } from "#operations/explain-error"
import type { NoteHistory } from "#operations/note-history"
import type { SearchHit } from "#operations/search"
import type { FieldProblem } from "#pki/field-problem"
import type { WorkloadStatus } from "#pki/workload/workload-status"
import type { Report } from "#report/report"
import type { TeamNote } from "#store/notes"
import type { CheckEvent } from "./run-types.ts"

/** An action did not do what was asked, for a reason that is not about the fields. */
export interface ActionRefused {
	readonly kind: "failed"
	/** `forbidden`: not from this page. `bad-input`: arguments of the wrong shape. `busy`: too many checks run. */
	readonly reason: "forbidden" | "bad-input" | "busy" | "gone" | "store"
	/** A sentence for the person. */
	readonly text: string
}

/** What came of asking for a check. `events` is one stream; the check ends when nobody reads it any more. */
export type StartCheckResult =
	| {
			readonly kind: "started"
			readonly runId: string
			readonly target: string
			readonly events: AsyncIterable<CheckEvent>
	  }
	| { readonly kind: "problems"; readonly problems: readonly SettingProblem[] }
	| ActionRefused

/** What came of asking for many checks: one stream for all of them. */
export type StartCheckAllResult =
	| {
			readonly kind: "started"
			/** Stops all of them when given to `stopRun`. */
			readonly batchId: string
			readonly runs: readonly { readonly runId: string; readonly endpointId: string }[]
			readonly events: AsyncIterable<CheckEvent>
	  }
	| ActionRefused

/** What came of stopping. `gone`: it had ended already. */
export type StopRunResult = { readonly kind: "stopped" } | { readonly kind: "gone" } | ActionRefused

/** What came of a save. */
export type SaveEndpointResult =
	| { readonly kind: "saved"; readonly id: string }
	| { readonly kind: "problems"; readonly problems: readonly SettingProblem[] }
	/** Somebody saved another version meanwhile, or deleted the endpoint. */
	| { readonly kind: "conflict"; readonly gone: boolean }
	| ActionRefused

/** What came of a deletion. */
export type DeleteEndpointResult = { readonly kind: "deleted" } | ActionRefused

/** What came of explaining a text. */
export type ExplainTextResult =
	| { readonly kind: "explained"; readonly explanation: ExplainedError }
	| ActionRefused

/** What came of saving a note. What was typed stays with the page unless it is `saved`. */
export type SaveNoteResult =
	| { readonly kind: "saved"; readonly note: TeamNote }
	/** Somebody saved `current` meanwhile. */
	| { readonly kind: "conflict"; readonly current: TeamNote | undefined }
	| { readonly kind: "too-long"; readonly bytes: number }
	| ActionRefused

/** What came of asking for the versions of a note. */
export type NoteHistoryResult = ({ readonly kind: "history" } & NoteHistory) | ActionRefused

/** What came of writing an incident down. */
export type ExportIncidentResult =
	| { readonly kind: "exported"; readonly markdown: string; readonly fileName: string }
	| ActionRefused

/** What came of a search. */
export type SearchResult = { readonly kind: "found"; readonly hits: readonly SearchHit[] } | ActionRefused

/** What came of asking for a trial: public keys (SubjectPublicKeyInfo, base64) to issue certificates for. */
export type BeginTrialResult =
	| {
			readonly kind: "begun"
			readonly trialId: string
			readonly serverKey: string
			readonly clientKey: string
	  }
	| ActionRefused

/** What came of a trial. `not-started`: no server can be started with these certificates. */
export type RunTrialResult =
	| { readonly kind: "tried"; readonly report: Report; readonly runId?: string }
	| { readonly kind: "not-started"; readonly text: string }
	| ActionRefused

/** What came of a wish about the Workload API. */
export type WorkloadResult =
	| { readonly kind: "status"; readonly status: WorkloadStatus }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| ActionRefused
