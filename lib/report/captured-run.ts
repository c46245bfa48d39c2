import type { ApplicationFacts } from "#grpc/application-conversation"
import type { RunObservation } from "#probe/observation"
import type { ObservedCertificate } from "#x509/description"
import type { Report } from "./report.ts"

/** One connection of a capture, judged: what the list, the page and the command line show. JSON-safe, no secrets. */
export interface CapturedRun {
	/** Order of its first packet among the connections of the file, from 0. */
	readonly index: number
	/** `10.0.0.7:51234`, `[2001:db8::1]:443`. */
	readonly client: string
	readonly server: string
	/** ISO 8601, of the first packet. */
	readonly startedAt: string
	readonly durationMs: number
	/** `false`: its beginning or one of its directions is not in the file. */
	readonly isWhole: boolean
	/** Payload bytes of TCP per direction. */
	readonly bytes: { readonly client: number; readonly server: number }
	/** Records of TLS per direction. */
	readonly records: { readonly client: number; readonly server: number }
	readonly protocol: "tls" | "http2" | "http1" | "other"
	/** The connection as an observation with one attempt, `origin: "capture"`. */
	readonly run: RunObservation
	readonly report: Report
	/** What was said above TLS, as far as the keys allow; absent when nothing of it could be read. */
	readonly application?: ApplicationFacts
	/** What the client sent as its chain; empty for an empty Certificate, absent where none was seen. */
	readonly clientChain?: readonly ObservedCertificate[]
	/** What could not be read, and where. */
	readonly problems: readonly string[]
}
