import { type ByteReader, readBytes } from "#base/bytes"

const sessionTicket = 35

/** The ticket that a ClientHello offers (RFC 5077 section 3.2), from its whole bytes. Empty where it offers none. */
export function offeredTicket(clientHello: Uint8Array): Uint8Array {
	const read = readBytes(clientHello.subarray(4), "client_hello", (reader) => {
		reader.take(34, "version and random")
		reader.vector8("session_id")
		reader.vector16("cipher_suites")
		reader.vector8("compression_methods")
		return reader.left === 0 ? new Uint8Array(0) : findTicket(reader.vector16("extensions"))
	})
	return read.ok ? read.value : new Uint8Array(0)
}

function findTicket(extensions: ByteReader): Uint8Array {
	while (extensions.left > 0) {
		const type = extensions.u16("type")
		const body = extensions.vector16("body").rest()
		if (type === sessionTicket) return body
	}
	return new Uint8Array(0)
}

/** The ticket in the bytes of a NewSessionTicket before TLS 1.3 (RFC 5077 section 3.3). */
export function givenTicket(newSessionTicket: Uint8Array): Uint8Array {
	const read = readBytes(newSessionTicket.subarray(4), "new_session_ticket", (reader) => {
		reader.u32("ticket_lifetime")
		return reader.vector16("ticket").rest()
	})
	return read.ok ? read.value : new Uint8Array(0)
}
