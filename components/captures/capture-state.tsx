import type { CapturedRun } from "#report/captured-run"
import type { CapturedRow } from "#report/captured-table"
import type { CaptureSummary } from "#tls/capture-file/captured-connection"
import type { CaptureEvent } from "./capture-messages.tsx"
import type { KeyLogMatch } from "./key-log-match.tsx"

/** What the page knows of the file that was opened. */
export interface CaptureState {
	readonly name: string
	/** Bytes of the file as stored. */
	readonly size: number
	readonly status:
		| { readonly kind: "reading"; readonly bytes: number }
		| { readonly kind: "read"; readonly summary: CaptureSummary; readonly match?: KeyLogMatch }
		/** What has been read stays. */
		| { readonly kind: "stopped" }
		| { readonly kind: "failed"; readonly text: string }
	readonly rows: readonly CapturedRow[]
	/** Present while the file is read again: what that has brought so far. Until it ends, `rows` are of the time before. */
	readonly again?: readonly CapturedRow[]
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

/** The same file, about to be read once more: what is known stays on screen until that has ended. */
export function reopenedFile(state: CaptureState): CaptureState {
	return { ...state, status: { kind: "reading", bytes: 0 }, again: [] }
}

/** Connections that the present reading has brought. */
export function rowsRead({ rows, again }: CaptureState): readonly CapturedRow[] {
	return again ?? rows
}

/** Folds what the worker tells into what is known. The input is never changed. */
export function foldCaptureEvent(state: CaptureState, event: CaptureEvent): CaptureState {
	switch (event.kind) {
		case "progress": {
			const status = { kind: "reading", bytes: event.bytes } as const
			if (event.rows.length === 0) return { ...state, status }
			const read = [...rowsRead(state), ...event.rows]
			return { ...state, status, ...(state.again === undefined ? { rows: read } : { again: read }) }
		}
		case "read": {
			const { summary, match } = event
			const status = { kind: "read", summary, ...(match === undefined ? {} : { match }) } as const
			return ended(state, status, event.rows)
		}
		case "stopped":
			return ended(state, { kind: "stopped" }, event.rows)
		case "failed": {
			const { again: _, ...known } = state
			return { ...known, status: { kind: "failed", text: event.text } }
		}
		case "searching":
			return { ...state, shown: { kind: "loading", index: event.index } }
		case "connection":
			return { ...state, shown: { kind: "connection", captured: event.captured } }
		case "missing":
			return { ...state, shown: { kind: "missing", index: event.index } }
	}
}

/** Where the file was not read again to its end, the rows of the time before stand in for the rest. */
function ended(
	state: CaptureState,
	status: CaptureState["status"],
	last: readonly CapturedRow[],
): CaptureState {
	const { again: _, ...known } = state
	const read = [...rowsRead(state), ...last]
	if (status.kind === "read" || state.again === undefined) return { ...known, status, rows: read }
	const present = new Set(read.map(({ index }) => index))
	return { ...known, status, rows: [...read, ...state.rows.filter(({ index }) => !present.has(index))] }
}
