import type { CapturedMark, Side } from "../capture.ts"
import type { CryptoPrimitives } from "../crypto-primitives.ts"
import type { Transcript } from "../transcript.ts"
import type { Endpoint } from "./tcp-segment.ts"

/** The two ends of a captured TCP connection. */
export interface CapturedEnds {
	/** Who sent SYN; where none was captured, who sent a ClientHello, has a high port, or sent the first bytes. */
	readonly client: Endpoint
	readonly server: Endpoint
	/** Order of the first packet among the connections of the file, from 0. */
	readonly index: number
	/** ISO 8601, of the first packet. */
	readonly startedAt: string
}

/** Takes the application's bytes of one connection as they come: decrypted, or in the clear. Must not throw. */
export interface ApplicationSink {
	readonly push: (t: number, from: Side, bytes: Uint8Array) => void
	/** Bytes of this side are missing before those that come next. */
	readonly lose?: (from: Side) => void
}

/** One TCP connection of a capture, at its end. Times are milliseconds since its first packet. */
export interface CapturedConnection extends CapturedEnds {
	/** `false`: the beginning of the connection is not in the capture, or one of its directions is missing. */
	readonly isWhole: boolean
	readonly durationMs: number
	/** What stood in front of what was read, and was passed over: a proxy that was asked to connect, or its header. */
	readonly through?: string
	/** When the first SYN of each side was seen; absent where it was not. */
	readonly opened: { readonly client?: number; readonly server?: number }
	/** Payload bytes of TCP per direction, repeats not counted. */
	readonly bytes: { readonly client: number; readonly server: number }
	/** FIN, RST and the rest as seen; `secure-connect` never. */
	readonly marks: readonly CapturedMark[]
	/** The TLS of the connection; for one that is no TLS it says so in `notTls`. */
	readonly transcript: Transcript
	/** First bytes of each direction as they were on the wire, at most 512, as far as none are missing. */
	readonly head: { readonly client: Uint8Array; readonly server: Uint8Array }
	/** True where bytes inside the connection are missing from the capture, so that what is not seen may have been said. */
	readonly hasGaps: boolean
	/** Gaps, early segments given up, limits; at most 50. */
	readonly problems: readonly string[]
}

/** What reading a capture needs and whom it tells. */
export interface CaptureReaderOptions {
	readonly primitives: CryptoPrimitives
	/** Lines of key log files given beside the capture. Those in the capture itself are found by themselves. */
	readonly keyLog: readonly string[]
	/** Asked once a connection, when its first bytes arrive. */
	readonly openSink?: (ends: CapturedEnds) => ApplicationSink | undefined
	/** Called once a connection: at its end, when its memory is needed, or at the end of the file. Not in file order. */
	readonly onConnection: (connection: CapturedConnection) => void
}

/** The whole file, when it has been read. */
export interface CaptureSummary {
	readonly format: "pcap" | "pcapng"
	readonly bytes: number
	readonly packets: number
	readonly connections: number
	/** Lines of key logs that the file itself carries. */
	readonly embeddedKeyLogLines: number
	/** What was passed over, cut off or corrupted, and where; at most 50. */
	readonly problems: readonly string[]
}
