import { cbc, gcm } from "@noble/ciphers/aes.js"
import { chacha20poly1305 } from "@noble/ciphers/chacha.js"
import { hmac } from "@noble/hashes/hmac.js"
import { md5, sha1 } from "@noble/hashes/legacy.js"
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js"
import { openCcm } from "./ccm.ts"
import type { CryptoPrimitives, Sealed } from "./crypto-primitives.ts"

type Hash = typeof sha256 | typeof sha384 | typeof sha512 | typeof sha1 | typeof md5

const hashes: ReadonlyMap<string, Hash> = new Map<string, Hash>([
	["md5", md5],
	["sha1", sha1],
	["sha256", sha256],
	["sha384", sha384],
	["sha512", sha512],
])

const gcmTagLength = 16

interface Aead {
	readonly keyLength: number
	/** May throw where the tag does not fit. */
	readonly open: (sealed: Sealed) => Uint8Array | undefined
}

const openGcm = ({ key, nonce, additionalData, sealed, tagLength }: Sealed) =>
	tagLength === gcmTagLength ? gcm(key, nonce, additionalData).decrypt(sealed) : undefined
const openChaCha = ({ key, nonce, additionalData, sealed, tagLength }: Sealed) =>
	tagLength === gcmTagLength ? chacha20poly1305(key, nonce, additionalData).decrypt(sealed) : undefined

const aeads: ReadonlyMap<string, Aead> = new Map([
	["aes-128-gcm", { keyLength: 16, open: openGcm }],
	["aes-256-gcm", { keyLength: 32, open: openGcm }],
	["aes-128-ccm", { keyLength: 16, open: openCcm }],
	["aes-256-ccm", { keyLength: 32, open: openCcm }],
	["chacha20-poly1305", { keyLength: 32, open: openChaCha }],
])

/** Bytes of the key. */
const cbcCiphers: ReadonlyMap<string, number> = new Map([
	["aes-128-cbc", 16],
	["aes-256-cbc", 32],
])

/**
 * The decoder's cryptography without `node:`, for a page: AES (GCM, CCM, CBC) and ChaCha20-Poly1305. 3DES, Camellia,
 * ARIA, SM4 and the rest are lacking; what was sealed by them is reported as such (see `lacks`).
 */
export const portablePrimitives: CryptoPrimitives = {
	hash: (name, data) => hashes.get(name)?.(data),
	hmac: (name, key, data) => {
		const hash = hashes.get(name)
		return hash === undefined ? undefined : hmac(hash, key, data)
	},
	aeadOpen: (cipher, sealed) => {
		const aead = aeads.get(cipher)
		if (aead === undefined || sealed.key.length !== aead.keyLength) return undefined
		return attempt(() => aead.open(sealed))
	},
	cbcDecrypt: (cipher, key, iv, data) => {
		if (key.length !== cbcCiphers.get(cipher)) return undefined
		return attempt(() => cbc(key, iv, { disablePadding: true }).decrypt(data))
	},
	lacks: (cipher) => !aeads.has(cipher) && !cbcCiphers.has(cipher) && cipher !== "null",
}

/** The library throws where a tag does not fit or a length cannot be; here both are an answer. */
function attempt(run: () => Uint8Array | undefined): Uint8Array | undefined {
	try {
		return run()
	} catch {
		return undefined
	}
}
