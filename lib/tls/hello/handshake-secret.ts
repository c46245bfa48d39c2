import { ByteReader, concatBytes, ReadError } from "#base/bytes"
import type { CryptoPrimitives, HashName } from "../crypto-primitives.ts"
import { expandLabel } from "../protection/key-derivation.ts"
import type { OfferedShare } from "./hello-offer.ts"

/** A key of our own, made for one scan: it can be offered, and agrees on a secret with the server's answer. */
export interface OwnShare extends OfferedShare {
	/** Undefined when the server's bytes are no key of this group. Never throws. */
	readonly agree: (serverKey: Uint8Array) => Uint8Array | undefined
}

/** The server's public key, out of the body of a ServerHello (RFC 8446 section 4.2.8). Undefined when there is none. */
export function readServerShare(body: Uint8Array): OfferedShare | undefined {
	const reader = new ByteReader(body)
	try {
		reader.take(34, "version and random")
		reader.vector8("session_id")
		reader.take(3, "cipher_suite and compression_method")
		const extensions = reader.vector16("extensions")
		while (extensions.left > 0) {
			const type = extensions.u16("type")
			const content = extensions.vector16("extension")
			if (type === 51) return { group: content.u16("group"), publicKey: content.vector16("key").rest() }
		}
		return undefined
	} catch (cause) {
		if (cause instanceof ReadError) return undefined
		throw cause
	}
}

/**
 * The secret that opens the server's half of a TLS 1.3 handshake (RFC 8446 section 7.1), without a pre-shared key.
 * `transcript` is ClientHello and ServerHello, headers included. Undefined when the platform lacks the hash.
 */
export function serverHandshakeSecret(
	primitives: CryptoPrimitives,
	hash: HashName,
	shared: Uint8Array,
	transcript: readonly Uint8Array[],
): Uint8Array | undefined {
	const none = primitives.hash(hash, new Uint8Array(0))
	const heard = primitives.hash(hash, concatBytes(transcript))
	if (none === undefined || heard === undefined) return undefined
	const zeros = new Uint8Array(none.length)
	const early = primitives.hmac(hash, zeros, zeros)
	const salt = early && expandLabel(primitives, hash, early, "derived", none.length, none)
	const handshake = salt && primitives.hmac(hash, salt, shared)
	return handshake && expandLabel(primitives, hash, handshake, "s hs traffic", none.length, heard)
}
