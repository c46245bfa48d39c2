import { concatBytes, toHex } from "#base/bytes"
import type { Capture, Side } from "./capture.ts"
import type { CryptoPrimitives } from "./crypto-primitives.ts"
import { Direction, type Shared } from "./decoding/direction.ts"
import { Session } from "./decoding/session.ts"
import { Settlement } from "./decoding/settlement.ts"
import { TranscriptLog } from "./decoding/transcript-log.ts"
import { readKeyLog } from "./keylog.ts"
import type { Transcript } from "./transcript.ts"

/** What a caller may leave out or state. */
export interface DecodeOptions {
	/** `false`: entries carry no hex, which a live view that only lists names does not need. Default `true`. */
	readonly withBytes?: boolean
	/**
	 * `true`: no more bytes will come, so a record or message that is not complete is a problem. Default: whether the
	 * capture's marks say that the connection ended.
	 */
	readonly isEnded?: boolean
}

/** Bytes of a peer that speaks no TLS which are shown. */
const firstBytesMax = 24

/**
 * Decodes a whole connection: every record and handshake message of TLS 1.0 to 1.3 in both directions, opened where
 * the key log holds the secret. Pure; never throws, whatever the bytes; all it keeps is bounded (see TranscriptLog).
 *
 * An entry's `t` is the time of the chunk that completed the message. Decoding a longer capture of the same
 * connection yields the same entries and more behind them, except that `Encrypted` entries turn into what they hold
 * once the key log has their secrets.
 */
export function decode(
	capture: Capture,
	primitives: CryptoPrimitives,
	options: DecodeOptions = {},
): Transcript {
	const keyLog = readKeyLog(capture.keyLog)
	const hex = options.withBytes === false ? undefined : (primitives.hex ?? toHex)
	const log = new TranscriptLog(hex)
	const settlement = new Settlement()
	const shared: Shared = { log, session: new Session(primitives, keyLog), settlement }
	const directions = { client: new Direction("client", shared), server: new Direction("server", shared) }
	for (const chunk of capture.chunks) directions[chunk.from].push(chunk.t, chunk.bytes)
	for (const text of keyLog.problems) log.problem(text)
	noteEnd(capture, directions, log, options)
	const notTls = readNotTls(capture, directions)
	return {
		entries: log.entries,
		alerts: log.alerts,
		...settlement.facts(),
		applicationData: { client: log.applicationData("client"), server: log.applicationData("server") },
		records: { client: directions.client.records, server: directions.server.records },
		undecryptable: log.undecryptable,
		...(notTls === undefined ? {} : { notTls }),
		problems: log.problems,
	}
}

type Directions = Readonly<Record<Side, Direction>>

const sides: readonly Side[] = ["client", "server"]

/** Says what is missing at the end: bytes the tap let go, and what the end of the connection cut off. */
function noteEnd(capture: Capture, directions: Directions, log: TranscriptLog, options: DecodeOptions): void {
	for (const side of sides) {
		const dropped = capture.dropped[side]
		if (dropped > 0) {
			log.problem(`too-large: ${dropped} bytes of the ${side} came after the limit and were not kept`)
			continue
		}
		const isEnded = options.isEnded ?? hasEnded(capture, side)
		const unfinished = isEnded ? directions[side].unfinished : undefined
		if (unfinished !== undefined) log.problem(unfinished)
	}
}

function hasEnded(capture: Capture, side: Side): boolean {
	const own = side === "client" ? "client-fin" : "server-fin"
	return capture.marks.some(
		({ kind }) => kind === own || kind === "closed" || kind === "server-reset" || kind === "socket-error",
	)
}

/** The server's first bytes count; the client's only where the server is not known to speak something else. */
function readNotTls(capture: Capture, directions: Directions): Transcript["notTls"] {
	const from = (["server", "client"] as const).find((side) => directions[side].isNotTls)
	if (from === undefined) return undefined
	const parts: Uint8Array[] = []
	let length = 0
	for (const chunk of capture.chunks) {
		if (chunk.from !== from) continue
		parts.push(chunk.bytes.subarray(0, firstBytesMax - length))
		length += Math.min(chunk.bytes.length, firstBytesMax - length)
		if (length === firstBytesMax) break
	}
	return { from, firstBytes: toHex(concatBytes(parts)) }
}
