import type { CryptoPrimitives } from "../crypto-primitives.ts"
import type { CipherSuiteFacts } from "../registry/cipher-suites.ts"
import type { TlsRecord } from "../wire/record.ts"
import type { RecordOpener } from "./record-opener.ts"
import { mixNonce, writeSequence } from "./sequence.ts"

const explicitLength = 8

/**
 * Opens records under an AEAD suite of TLS 1.2: GCM (RFC 5288) and CCM (RFC 6655) send half of the nonce along,
 * ChaCha20-Poly1305 (RFC 7905) derives all of it.
 */
export function makeAeadOpener(
	primitives: CryptoPrimitives,
	suite: CipherSuiteFacts,
	key: Uint8Array,
	iv: Uint8Array,
): RecordOpener {
	const isExplicit = iv.length === 4
	let sequence = 0
	return {
		open: (record, ahead = 0) => {
			const at = sequence + ahead
			const explicit = isExplicit ? explicitLength : 0
			const length = record.payload.length - explicit - suite.tagLength
			if (length < 0) return undefined
			const content = primitives.aeadOpen(suite.cipher, {
				key,
				nonce: isExplicit ? joinNonce(iv, record.payload) : mixNonce(iv, at),
				additionalData: additionalData(record, at, length),
				sealed: record.payload.subarray(explicit),
				tagLength: suite.tagLength,
			})
			if (content === undefined) return undefined
			sequence = at + 1
			return { type: record.type, content }
		},
		skip: () => {
			sequence += 1
		},
	}
}

function joinNonce(iv: Uint8Array, payload: Uint8Array): Uint8Array {
	const nonce = new Uint8Array(iv.length + explicitLength)
	nonce.set(iv)
	nonce.set(payload.subarray(0, explicitLength), iv.length)
	return nonce
}

/** Sequence number, type, version and length of the plaintext (RFC 5246 section 6.2.3.3). */
export function additionalData(record: TlsRecord, sequence: number, length: number): Uint8Array {
	const data = new Uint8Array(13)
	writeSequence(data, 0, sequence)
	data[8] = record.type
	data[9] = record.version >> 8
	data[10] = record.version & 0xff
	data[11] = length >> 8
	data[12] = length & 0xff
	return data
}
