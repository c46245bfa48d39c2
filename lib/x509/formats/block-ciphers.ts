import { cbc } from "@noble/ciphers/aes.js"
import { decryptOldCbc, type OldCipher } from "./old-ciphers.ts"

/** A block cipher in CBC mode with the padding of PKCS #7. RC2 comes with its effective key size in bits. */
export type BlockCipher = { readonly name: "AES"; readonly keyBytes: 16 | 24 | 32 } | OldCipher

/** Length of the initialisation vector in bytes. */
export function ivBytes({ name }: BlockCipher): number {
	return name === "AES" ? 16 : 8
}

/** How people call it: `AES-256-CBC`, `3DES-CBC`, `RC2-40-CBC`. */
export function cipherLabel(cipher: BlockCipher): string {
	if (cipher.name === "AES") return `AES-${cipher.keyBytes * 8}-CBC`
	if (cipher.name === "RC2") return `RC2-${cipher.effectiveBits}-CBC`
	return `${cipher.name}-CBC`
}

/** Decrypts; undefined when the length is no whole number of blocks or the padding is wrong, as after a wrong key. */
export function decryptCbc(
	cipher: BlockCipher,
	key: Uint8Array,
	iv: Uint8Array,
	ciphertext: Uint8Array,
): Uint8Array | undefined {
	const block = ivBytes(cipher)
	const isWhole = ciphertext.length > 0 && ciphertext.length % block === 0
	if (!isWhole || iv.length !== block || key.length !== cipher.keyBytes) return undefined
	const padded = decryptRaw(cipher, key, iv, ciphertext)
	const last = padded.at(-1) ?? 0
	const isPadded = last >= 1 && last <= block && padded.subarray(-last).every((byte) => byte === last)
	return isPadded ? padded.subarray(0, padded.length - last) : undefined
}

function decryptRaw(
	cipher: BlockCipher,
	key: Uint8Array,
	iv: Uint8Array,
	ciphertext: Uint8Array,
): Uint8Array {
	if (cipher.name === "AES") return cbc(key, iv, { disablePadding: true }).decrypt(ciphertext)
	return decryptOldCbc(cipher, key, iv, ciphertext)
}
