import { createCipheriv, randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { decryptCbc } from "./block-ciphers.ts"
import { decryptOldCbc } from "./old-ciphers.ts"

const own = (bytes: Uint8Array) => Uint8Array.from(bytes)
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"))

test.each([
	["AES-128", "aes-128-cbc", { name: "AES", keyBytes: 16 }],
	["AES-192", "aes-192-cbc", { name: "AES", keyBytes: 24 }],
	["AES-256", "aes-256-cbc", { name: "AES", keyBytes: 32 }],
	["triple DES", "des-ede3-cbc", { name: "3DES", keyBytes: 24 }],
	["triple DES with two keys", "des-ede-cbc", { name: "3DES", keyBytes: 16 }],
] as const)("decrypts what OpenSSL encrypted with %s", (_, name, cipher) => {
	for (const length of [...Array(40).keys(), 1_015, 1_016, 1_024, 5_000]) {
		const [key, iv, plain] = [
			randomBytes(cipher.keyBytes),
			randomBytes(cipher.name === "AES" ? 16 : 8),
			randomBytes(length),
		]
		const encrypt = createCipheriv(name, key, iv)
		const ciphertext = Buffer.concat([encrypt.update(plain), encrypt.final()])
		expect(decryptCbc(cipher, own(key), own(iv), own(ciphertext))).toEqual(own(plain))
	}
})

/** Vectors of RFC 2268 section 5; the initialisation vector makes the plaintext end as padding. */
test.each([
	["64 bits", "ff".repeat(8), 64, "278b27e42e2f0d49", "ff".repeat(8)],
	["64 bits, as a longer number", "3000000000000000", 64, "30649edf9be7d2c2", "1000000000000001"],
	["64 bits from one byte", "88", 64, "61a8a244adacccf0", "00".repeat(8)],
	["128 bits", "88bca90e90875a7f0f79c384627bafb2", 128, "2269552ab0f85ca6", "00".repeat(8)],
] as const)("decrypts the vector of RC2 for a key of %s", (_, keyHex, effectiveBits, hex, plainHex) => {
	const key = bytesOf(keyHex)
	const iv = bytesOf(plainHex).map((byte) => byte ^ 8)
	const cipher = { name: "RC2", keyBytes: key.length, effectiveBits } as const
	expect(decryptCbc(cipher, key, iv, bytesOf(hex))).toEqual(new Uint8Array())
})

test.each([
	["DES", { name: "DES", keyBytes: 8 }, 0x20],
	["triple DES", { name: "3DES", keyBytes: 24 }, 0x20],
	["RC2", { name: "RC2", keyBytes: 16, effectiveBits: 128 }, 0x20],
] as const)("chains the blocks of a long text in %s", (_, cipher, fill) => {
	const key = new Uint8Array(cipher.keyBytes).fill(fill)
	const [iv, block] = [new Uint8Array(8).fill(1), new Uint8Array(8).fill(7)]
	// Equal blocks of ciphertext decrypt to equal blocks, from the second on, wherever a piece ends.
	const single = decryptOldCbc(cipher, key, block, block)
	const plain = decryptOldCbc(cipher, key, iv, new Uint8Array(8 * 400).fill(7))
	for (let at = 8; at < plain.length; at += 8) expect(plain.subarray(at, at + 8)).toEqual(single)
	expect(plain.subarray(0, 8)).toEqual(single.map((byte) => byte ^ 7 ^ 1))
})

test("has no plaintext for half a block, wrong padding and a key of another size", () => {
	const cipher = { name: "AES", keyBytes: 16 } as const
	const [key, iv] = [new Uint8Array(16), new Uint8Array(16)]
	expect(decryptCbc(cipher, key, iv, new Uint8Array(15))).toBeUndefined()
	expect(decryptCbc(cipher, key, iv, new Uint8Array(16))).toBeUndefined()
	expect(decryptCbc(cipher, key.subarray(1), iv, new Uint8Array(16))).toBeUndefined()
})
