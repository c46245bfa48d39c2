import { type ByteReader, toHex } from "#base/bytes"
import type { Extension } from "./extension.ts"
import { readExtensions } from "./extensions.ts"
import type { ProtocolContext } from "./protocol-context.ts"

/** Certificates of one chain that are kept; a longer chain is cut and named. */
export const chainLengthMax = 100

/** A chain as sent (RFC 8446 section 4.4.2, RFC 5246 section 7.4.2). The DER is kept beside, not in here. */
export interface CertificateFields {
	readonly kind: "certificate"
	/** Hex; empty in the main handshake and before TLS 1.3. */
	readonly requestContext: string
	/** Leaf first, at most `chainLengthMax`. Empty when the sender has no certificate to show. */
	readonly entries: readonly CertificateEntry[]
	/** Set when the chain was longer and has been cut. */
	readonly isCut: boolean
}

/** One certificate of the chain. */
export interface CertificateEntry {
	/** Bytes of the DER. */
	readonly length: number
	/** TLS 1.3 only, e.g. a stapled OCSP response. */
	readonly extensions: readonly Extension[]
}

/** The message, and the certificates in DER as views on the message. */
export interface CertificateChain {
	readonly fields: CertificateFields
	readonly certificates: readonly Uint8Array[]
}

/** Reads the body of a Certificate. Throws only `ReadError`, naming the field. */
export function readCertificate(reader: ByteReader, context: ProtocolContext): CertificateChain {
	const requestContext = context.isTls13 ? toHex(reader.vector8("certificate_request_context").rest()) : ""
	const list = reader.vector24("certificate_list", 0xffffff)
	reader.expectEmpty("")
	const entries: CertificateEntry[] = []
	const certificates: Uint8Array[] = []
	while (list.left > 0 && entries.length < chainLengthMax) {
		const der = list.vector24("certificate", 0xffffff).rest()
		const extensions = context.isTls13 ? readExtensions(list, "certificate") : []
		certificates.push(der)
		entries.push({ length: der.length, extensions })
	}
	const isCut = list.left > 0
	return { fields: { kind: "certificate", requestContext, entries, isCut }, certificates }
}
