import { type ByteReader, toHex } from "#base/bytes"

/** The check value over the whole handshake (RFC 8446 section 4.4.4, RFC 5246 section 7.4.9). */
export interface Finished {
	readonly kind: "finished"
	/** Hex. */
	readonly verifyData: string
}

/** Reads the body of a Finished: 12 bytes before TLS 1.3, the length of the hash since. Throws only `ReadError`. */
export function readFinished(reader: ByteReader): Finished {
	if (reader.left < 12) reader.take(12, "verify_data")
	if (reader.left > 64) reader.fail("invalid", "verify_data", `verify_data has ${reader.left} bytes`)
	return { kind: "finished", verifyData: toHex(reader.rest()) }
}
