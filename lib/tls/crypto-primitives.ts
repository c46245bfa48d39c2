/** Hashes by the names that node:crypto uses: `md5`, `sha1`, `sha256`, `sha384`, `sha512`, `sm3`. */
export type HashName = string

/** A sealed record or block of records and all that opening it takes. */
export interface Sealed {
	readonly key: Uint8Array
	readonly nonce: Uint8Array
	readonly additionalData: Uint8Array
	/** Ciphertext with the tag behind it. */
	readonly sealed: Uint8Array
	/** Bytes of the tag: 16, or 8 for CCM_8. */
	readonly tagLength: number
}

/**
 * The cryptography that decoding needs, injected so that the decoder runs anywhere. None of these may throw: an
 * algorithm that the platform lacks and a tag that does not fit both yield `undefined`.
 */
export interface CryptoPrimitives {
	readonly hash: (name: HashName, data: Uint8Array) => Uint8Array | undefined
	readonly hmac: (name: HashName, key: Uint8Array, data: Uint8Array) => Uint8Array | undefined
	/** `aes-128-gcm`, `aes-256-ccm`, `chacha20-poly1305` … */
	readonly aeadOpen: (cipher: string, sealed: Sealed) => Uint8Array | undefined
	/** Decrypts whole blocks and leaves the padding on: `aes-128-cbc`, `des-ede3-cbc` … */
	readonly cbcDecrypt: (
		cipher: string,
		key: Uint8Array,
		iv: Uint8Array,
		data: Uint8Array,
	) => Uint8Array | undefined
	/** True for a cipher that this platform cannot open; absent where that is not known beforehand. */
	readonly lacks?: (cipher: string) => boolean
	/** Lower-case hex, where the platform has a faster way than ours. */
	readonly hex?: (bytes: Uint8Array) => string
}
