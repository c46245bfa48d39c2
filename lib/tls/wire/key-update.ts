import type { ByteReader } from "#base/bytes"

/** The sender moves on to its next key (RFC 8446 section 4.6.3). */
export interface KeyUpdate {
	readonly kind: "key_update"
	/** True when the receiver is asked to do the same. */
	readonly updateRequested: boolean
}

/** Reads the body of a KeyUpdate. Throws only `ReadError`, naming the field. */
export function readKeyUpdate(reader: ByteReader): KeyUpdate {
	const request = reader.u8("request_update")
	if (request > 1) reader.fail("invalid", "request_update", `request_update is ${request}, not 0 or 1`)
	reader.expectEmpty("")
	return { kind: "key_update", updateRequested: request === 1 }
}
