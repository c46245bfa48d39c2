import { createCipheriv, randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { decryptCbc } from "./block-ciphers.ts"

const own = (bytes: Uint8Array) => Uint8Array.from(bytes)

test.each([
	["AES-128", "aes-128-cbc", { name: "AES", keyBytes: 16 }],
	["AES-192", "aes-192-cbc", { name: "AES", keyBytes: 24 }],
	["AES-256", "aes-256-cbc", { name: "AES", keyBytes: 32 }],
	["triple DES", "des-ede3-cbc", { name: "3DES", keyBytes: 24 }],
	["triple DES with two keys", "des-ede-cbc", { name: "3DES", keyBytes: 16 }],
] as const)("decrypts what OpenSSL encrypted with %s", (_, name, cipher) => {
	for (let length = 0; length < 40; length += 1) {
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

test("decrypts the vector of RFC 2268 section 5 for a key of 64 bits", () => {
	const cipher = { name: "RC2", keyBytes: 8, effectiveBits: 63 } as const
	const ciphertext = Uint8Array.from(Buffer.from("ebb773f993278eff", "hex"))
	// The plaintext, eight zero bytes, is made to end as padding by the initialisation vector.
	const iv = new Uint8Array(8).fill(8)
	expect(decryptCbc(cipher, new Uint8Array(8), iv, ciphertext)).toEqual(new Uint8Array())
})

test("has no plaintext for half a block, wrong padding and a key of another size", () => {
	const cipher = { name: "AES", keyBytes: 16 } as const
	const [key, iv] = [new Uint8Array(16), new Uint8Array(16)]
	expect(decryptCbc(cipher, key, iv, new Uint8Array(15))).toBeUndefined()
	expect(decryptCbc(cipher, key, iv, new Uint8Array(16))).toBeUndefined()
	expect(decryptCbc(cipher, key.subarray(1), iv, new Uint8Array(16))).toBeUndefined()
})
