import { type ByteReader, type ReadFailure, readBytes } from "#base/bytes"
import type { Result } from "#base/result"
import { readCertificate } from "./certificate.ts"
import { readCertificateRequest } from "./certificate-request.ts"
import { readCertificateStatus } from "./certificate-status.ts"
import { readCertificateVerify } from "./certificate-verify.ts"
import { readClientHello } from "./client-hello.ts"
import { readClientKeyExchange } from "./client-key-exchange.ts"
import { readEncryptedExtensions } from "./encrypted-extensions.ts"
import { readFinished } from "./finished.ts"
import type { HandshakeFields } from "./handshake-fields.ts"
import { handshakeName, handshakeType } from "./handshake-type.ts"
import { readKeyUpdate } from "./key-update.ts"
import { readNewSessionTicket } from "./new-session-ticket.ts"
import type { ProtocolContext } from "./protocol-context.ts"
import { readServerHello } from "./server-hello.ts"
import { readServerKeyExchange } from "./server-key-exchange.ts"

/** A handshake message that was read; `certificates` only for a Certificate. */
export interface HandshakeMessage {
	readonly fields: HandshakeFields
	readonly certificates?: readonly Uint8Array[]
}

type Read = (reader: ByteReader, context: ProtocolContext) => HandshakeFields

const empty: Read = (reader) => {
	reader.expectEmpty("")
	return { kind: "empty" }
}

const readers: ReadonlyMap<number, Read> = new Map<number, Read>([
	[handshakeType.helloRequest, empty],
	[handshakeType.clientHello, readClientHello],
	[handshakeType.serverHello, readServerHello],
	[handshakeType.newSessionTicket, readNewSessionTicket],
	[handshakeType.endOfEarlyData, empty],
	[handshakeType.encryptedExtensions, readEncryptedExtensions],
	[handshakeType.serverKeyExchange, readServerKeyExchange],
	[handshakeType.certificateRequest, readCertificateRequest],
	[handshakeType.serverHelloDone, empty],
	[handshakeType.certificateVerify, readCertificateVerify],
	[handshakeType.clientKeyExchange, readClientKeyExchange],
	[handshakeType.finished, readFinished],
	[handshakeType.certificateStatus, readCertificateStatus],
	[handshakeType.keyUpdate, readKeyUpdate],
])

/**
 * Reads the body of a handshake message (the four bytes of its header excluded) of the given type. A type that is not
 * taken apart, and a body that breaks the rules of its type, fail with the field; never throws.
 */
export function readHandshakeMessage(
	type: number,
	body: Uint8Array,
	context: ProtocolContext,
): Result<HandshakeMessage, ReadFailure> {
	const field = handshakeName(type) ?? `handshake type ${type}`
	return readBytes(body, field, (reader): HandshakeMessage => {
		if (type === handshakeType.certificate) return readCertificate(reader, context)
		const read = readers.get(type)
		if (read === undefined) return reader.fail("invalid", "", `${field} is not taken apart`)
		return { fields: read(reader, context) }
	})
}
