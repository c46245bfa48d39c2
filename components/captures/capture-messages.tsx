import type { CapturedRun } from "#report/captured-run"
import type { CapturedRow } from "#report/captured-table"
import type { CaptureSummary } from "#tls/capture-file/captured-connection"
import type { KeyLogMatch } from "./key-log-match.tsx"

/** What the page asks of the worker that decodes. Files stay in the browser: a `File` is a handle, not a copy. */
export type CaptureRequest =
	| { readonly kind: "read"; readonly file: File; readonly keyLogs: readonly Blob[] }
	/** Ends reading; what was read stays. */
	| { readonly kind: "stop" }
	/** Asks for one connection, whole. */
	| { readonly kind: "show"; readonly index: number }

/** What the worker tells the page. */
export type CaptureEvent =
	/** Bytes of the file as stored that have been read. */
	| { readonly kind: "progress"; readonly bytes: number; readonly rows: readonly CapturedRow[] }
	| {
			readonly kind: "read"
			readonly summary: CaptureSummary
			readonly rows: readonly CapturedRow[]
			/** Present when a key log was given. */
			readonly match?: KeyLogMatch
	  }
	| { readonly kind: "stopped"; readonly rows: readonly CapturedRow[] }
	| { readonly kind: "failed"; readonly text: string }
	/** The file has to be read again up to this connection. */
	| { readonly kind: "searching"; readonly index: number }
	| { readonly kind: "connection"; readonly captured: CapturedRun }
	| { readonly kind: "missing"; readonly index: number }
