import { type ByteReader, toHex } from "#base/bytes"
import type { Extension } from "./extension.ts"
import { readExtensions } from "./extensions.ts"
import type { ProtocolContext } from "./protocol-context.ts"

/** A ticket for resuming the session (RFC 8446 section 4.6.1, RFC 5077 section 3.3). The ticket itself is not kept. */
export interface NewSessionTicket {
	readonly kind: "new_session_ticket"
	readonly lifetimeSeconds: number
	/** Hex; TLS 1.3 and its drafts since the 21st. */
	readonly nonce?: string
	readonly ticketLength: number
	/** TLS 1.3 only. */
	readonly extensions: readonly Extension[]
}

/** Reads the body of a NewSessionTicket. Throws only `ReadError`, naming the field. */
export function readNewSessionTicket(reader: ByteReader, context: ProtocolContext): NewSessionTicket {
	const lifetimeSeconds = reader.u32("ticket_lifetime")
	if (!context.isTls13) {
		const ticketLength = reader.vector16("ticket").left
		reader.expectEmpty("")
		return { kind: "new_session_ticket", lifetimeSeconds, ticketLength, extensions: [] }
	}
	reader.u32("ticket_age_add")
	const hasNonce = (context.draft ?? 28) > 20
	const nonce = hasNonce ? toHex(reader.vector8("ticket_nonce").rest()) : undefined
	const ticketLength = reader.vector16("ticket").left
	const extensions = readExtensions(reader, "new_session_ticket")
	reader.expectEmpty("")
	return {
		kind: "new_session_ticket",
		lifetimeSeconds,
		...(nonce === undefined ? {} : { nonce }),
		ticketLength,
		extensions,
	}
}
