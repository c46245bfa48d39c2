import type { Capture, Side } from "./capture.ts"
import type { CryptoPrimitives } from "./crypto-primitives.ts"
import { ConnectionDecoder, type SideEnd } from "./decoding/connection-decoder.ts"
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
	const decoder = new ConnectionDecoder(primitives, keyLog, options)
	for (const chunk of capture.chunks) decoder.push(chunk.t, chunk.from, chunk.bytes)
	for (const text of keyLog.problems) decoder.note(text)
	const endOf = (side: Side): SideEnd => ({
		dropped: capture.dropped[side],
		isEnded: options.isEnded ?? hasEnded(capture, side),
	})
	return decoder.finish({ client: endOf("client"), server: endOf("server") })
}

function hasEnded(capture: Capture, side: Side): boolean {
	const own = side === "client" ? "client-fin" : "server-fin"
	return capture.marks.some(
		({ kind }) => kind === own || kind === "closed" || kind === "server-reset" || kind === "socket-error",
	)
}
