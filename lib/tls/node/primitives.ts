import {
	type CipherCCMTypes,
	type CipherChaCha20Poly1305Types,
	type CipherGCMTypes,
	createDecipheriv,
	createHash,
	createSecretKey,
	hash as hashOnce,
	type KeyObject,
} from "node:crypto"
import type { CryptoPrimitives, Sealed } from "../crypto-primitives.ts"

/** The decoder's cryptography by node:crypto. */
export const nodePrimitives: CryptoPrimitives = {
	hash: (name, data) => attempt(() => createHash(name).update(data).digest()),
	hmac: (name, key, data) => attempt(() => hmacOnce(name, key, data)),
	aeadOpen: (cipher, sealed) => attempt(() => open(cipher, sealed)),
	cbcDecrypt: (cipher, key, iv, data) =>
		attempt(() => {
			const decipher = createDecipheriv(cipher, keyObject(key), iv).setAutoPadding(false)
			const head = decipher.update(data)
			decipher.final()
			return head
		}),
	hex: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex"),
}

/**
 * HMAC (RFC 2104 section 2) of two one-shot hashes. The messages of a key schedule are some dozen bytes long, for which
 * setting up an HMAC object costs more than both hashes.
 */
function hmacOnce(name: string, key: Uint8Array, data: Uint8Array): Uint8Array {
	const block = name === "sha384" || name === "sha512" ? 128 : 64
	const short = key.length > block ? hashOnce(name, key, "buffer") : key
	const inner = Buffer.allocUnsafe(block + data.length).fill(0x36, 0, block)
	const start = Buffer.allocUnsafe(block).fill(0x5c)
	for (let index = 0; index < short.length; index += 1) {
		const byte = short[index] ?? 0
		inner[index] = byte ^ 0x36
		start[index] = byte ^ 0x5c
	}
	inner.set(data, block)
	return hashOnce(name, Buffer.concat([start, hashOnce(name, inner, "buffer")]), "buffer")
}

/** Keys that were already handed to OpenSSL, for as long as their bytes live. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>()

/** Handing over a key object instead of bytes makes an HMAC or a cipher of Node 24 about five times cheaper. */
function keyObject(key: Uint8Array): KeyObject {
	const known = keyObjects.get(key)
	if (known !== undefined) return known
	const made = createSecretKey(key)
	keyObjects.set(key, made)
	return made
}

/** node:crypto reports a wrong tag and a missing algorithm alike by throwing; here both are an answer. */
function attempt(run: () => Uint8Array): Uint8Array | undefined {
	try {
		return run()
	} catch {
		return undefined
	}
}

function open(cipher: string, { key, nonce, additionalData, sealed, tagLength }: Sealed): Uint8Array {
	const length = sealed.length - tagLength
	const decipher = createAead(cipher, keyObject(key), nonce, tagLength)
	decipher.setAAD(additionalData, { plaintextLength: length })
	decipher.setAuthTag(sealed.subarray(length))
	const plaintext = decipher.update(sealed.subarray(0, length))
	decipher.final()
	return plaintext
}

function createAead(cipher: string, key: KeyObject, nonce: Uint8Array, authTagLength: number) {
	if (isCcm(cipher)) return createDecipheriv(cipher, key, nonce, { authTagLength })
	if (isChaCha(cipher)) return createDecipheriv(cipher, key, nonce, { authTagLength })
	return createDecipheriv(gcmName(cipher), key, nonce, { authTagLength })
}

function isCcm(cipher: string): cipher is CipherCCMTypes {
	return cipher.endsWith("-ccm")
}

function isChaCha(cipher: string): cipher is CipherChaCha20Poly1305Types {
	return cipher === "chacha20-poly1305"
}

/** Node's types list AES alone, but every GCM cipher of OpenSSL (ARIA, SM4) takes the same options. */
function gcmName(cipher: string): CipherGCMTypes {
	return cipher as CipherGCMTypes
}
