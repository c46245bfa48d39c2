import { md5, sha1 } from "@noble/hashes/legacy.js"
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js"
import { concatBytes } from "#base/bytes"

const digests = {
	MD5: md5,
	"SHA-1": sha1,
	"SHA-224": sha224,
	"SHA-256": sha256,
	"SHA-384": sha384,
	"SHA-512": sha512,
}

/** Hashes that key derivations and MACs of keystores use. */
export type DigestName = keyof typeof digests

/** The hash by its name. */
export function digestOf(name: DigestName) {
	return digests[name]
}

/** What is derived: the `ID` byte of RFC 7292 appendix B.3. */
export const derivedFor = { key: 1, iv: 2, mac: 3 } as const

/**
 * Derives `length` bytes from a password in the way of PKCS #12 (RFC 7292 appendix B.2). The password comes in
 * its own encoding (`bmpPassword`), or empty where a file was written without one. The caller bounds `iterations`.
 */
export function derivePkcs12(
	hash: DigestName,
	password: Uint8Array,
	salt: Uint8Array,
	use: (typeof derivedFor)[keyof typeof derivedFor],
	iterations: number,
	length: number,
): Uint8Array {
	const digest = digests[hash]
	const { blockLen: block } = digest
	const diversifier = new Uint8Array(block).fill(use)
	let input = concatBytes([repeat(salt, block), repeat(password, block)])
	const parts: Uint8Array[] = []
	for (let made = 0; made < length; made += digest.outputLen) {
		let part: Uint8Array = digest(concatBytes([diversifier, input]))
		for (let round = 1; round < iterations; round += 1) part = digest(part)
		parts.push(part)
		input = addToBlocks(input, repeat(part, block).subarray(0, block), block)
	}
	return concatBytes(parts).subarray(0, length)
}

/** The bytes, over and over, up to the next whole block; nothing for nothing. */
function repeat(bytes: Uint8Array, block: number): Uint8Array {
	const length = block * Math.ceil(bytes.length / block)
	return Uint8Array.from({ length }, (_, index) => bytes[index % bytes.length] ?? 0)
}

/** Adds `term` + 1 to every block, modulo its size. */
function addToBlocks(input: Uint8Array, term: Uint8Array, block: number): Uint8Array {
	const sum = Uint8Array.from(input)
	for (let start = 0; start < sum.length; start += block) {
		let carry = 1
		for (let at = block - 1; at >= 0; at -= 1) {
			const value = (sum[start + at] ?? 0) + (term[at] ?? 0) + carry
			sum[start + at] = value & 0xff
			carry = value >> 8
		}
	}
	return sum
}
