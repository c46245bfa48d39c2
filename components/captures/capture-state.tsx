import type { CapturedRun } from "#report/captured-run"
import type { CapturedRow } from "#report/captured-table"
import type { CaptureSummary } from "#tls/capture-file/captured-connection"
import type { CaptureEvent } from "./capture-messages.tsx"

/** What the page knows of the file that was opened. */
export interface CaptureState {
	readonly name: string
	/** Bytes of the file as stored. */
	readonly size: number
	readonly status:
		| { readonly kind: "reading"; readonly bytes: number }
		| { readonly kind: "read"; readonly summary: CaptureSummary }
		/** What has been read stays. */
		| { readonly kind: "stopped" }
		| { readonly kind: "failed"; readonly text: string }
	readonly rows: readonly CapturedRow[]
	/** The connection that is shown. */
	readonly shown?:
		| { readonly kind: "connection"; readonly captured: CapturedRun }
		| { readonly kind: "loading"; readonly index: number }
		| { readonly kind: "missing"; readonly index: number }
}

/** A file of which nothing has been read yet. */
export function openedFile(name: string, size: number): CaptureState {
	return { name, size, status: { kind: "reading", bytes: 0 }, rows: [] }
}

/** Folds what the worker tells into what is known. The input is never changed. */
export function foldCaptureEvent(state: CaptureState, event: CaptureEvent): CaptureState {
	switch (event.kind) {
		case "progress": {
			const rows = event.rows.length === 0 ? state.rows : [...state.rows, ...event.rows]
			return { ...state, rows, status: { kind: "reading", bytes: event.bytes } }
		}
		case "read":
			return {
				...state,
				rows: [...state.rows, ...event.rows],
				status: { kind: "read", summary: event.summary },
			}
		case "stopped":
			return { ...state, rows: [...state.rows, ...event.rows], status: { kind: "stopped" } }
		case "failed":
			return { ...state, status: { kind: "failed", text: event.text } }
		case "searching":
			return { ...state, shown: { kind: "loading", index: event.index } }
		case "connection":
			return { ...state, shown: { kind: "connection", captured: event.captured } }
		case "missing":
			return { ...state, shown: { kind: "missing", index: event.index } }
	}
}
