import { concatBytes } from "#base/bytes"
import { u16, u16List, vector8, vector16, vector24 } from "./byte-vectors.ts"
import type { HelloOffer, PlainExtension } from "./hello-offer.ts"

const encoder = new TextEncoder()
const recordMax = 16_384

/** A ClientHello ready to be sent. */
export interface WrittenHello {
	/** The handshake message, header included: the first part of the transcript that keys are derived from. */
	readonly message: Uint8Array
	/** The message in its record or records, as it goes over the wire. */
	readonly records: Uint8Array
}

/** Writes a ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2). `random` is 32 bytes. */
export function writeClientHello(offer: HelloOffer, random: Uint8Array): WrittenHello {
	const head = concatBytes([
		u16(offer.legacyVersion),
		random,
		vector8(offer.sessionId ?? new Uint8Array(0)),
		vector16(u16List(offer.cipherSuites)),
		vector8(Uint8Array.of(0)),
	])
	const extensions = writeExtensions(offer)
	const length = 4 + head.length + 2 + extensions.length
	const padding = offer.paddedTo === undefined ? -1 : offer.paddedTo - length - 4
	const padded = padding < 0 ? extensions : concatBytes([extensions, extension(21, new Uint8Array(padding))])
	const body = padded.length === 0 ? head : concatBytes([head, vector16(padded)])
	const message = concatBytes([Uint8Array.of(1), vector24(body)])
	return { message, records: writeRecords(message) }
}

/** Old servers want no more than 1.0 in the record of a first hello (RFC 8446 appendix D.2). */
function writeRecords(message: Uint8Array): Uint8Array {
	const records: Uint8Array[] = []
	for (let at = 0; at < message.length; at += recordMax) {
		records.push(Uint8Array.of(22, 3, 1), vector16(message.subarray(at, at + recordMax)))
	}
	return concatBytes(records)
}

function writeExtensions(offer: HelloOffer): Uint8Array {
	const { serverName, groups, signatureSchemes, certificateSchemes, alpn, supportedVersions, keyShares } =
		offer
	const parts: Uint8Array[] = []
	if (serverName !== undefined) {
		parts.push(extension(0, vector16(Uint8Array.of(0), vector16(encoder.encode(serverName)))))
	}
	for (const each of offer.plain) parts.push(plainExtension(each))
	if (groups !== undefined) parts.push(extension(10, vector16(u16List(groups))))
	if (signatureSchemes !== undefined) parts.push(extension(13, vector16(u16List(signatureSchemes))))
	if (certificateSchemes !== undefined) parts.push(extension(50, vector16(u16List(certificateSchemes))))
	if (alpn !== undefined) {
		parts.push(extension(16, vector16(...alpn.map((each) => vector8(encoder.encode(each))))))
	}
	if (supportedVersions !== undefined) parts.push(extension(43, vector8(u16List(supportedVersions))))
	if (keyShares !== undefined) {
		const shares = keyShares.map(({ group, publicKey }) => concatBytes([u16(group), vector16(publicKey)]))
		parts.push(extension(51, vector16(...shares)))
	}
	return concatBytes(parts)
}

const plainContents = {
	extended_master_secret: [23, []],
	renegotiation_info: [0xff01, [0]],
	session_ticket: [35, []],
	// status_type ocsp, no responder named, no extensions.
	status_request: [5, [1, 0, 0, 0, 0]],
	ec_point_formats: [11, [1, 0]],
	psk_key_exchange_modes: [45, [1, 1]],
} as const satisfies Record<PlainExtension, readonly [type: number, content: readonly number[]]>

function plainExtension(name: PlainExtension): Uint8Array {
	const [type, content] = plainContents[name]
	return extension(type, Uint8Array.from(content))
}

function extension(type: number, content: Uint8Array): Uint8Array {
	return concatBytes([u16(type), vector16(content)])
}
