import { sha1 } from "@noble/hashes/legacy.js"
import { concatBytes } from "#base/bytes"
import { utf16Password } from "./password.ts"

const saltBytes = 20

/**
 * Opens a key of a JKS file: salt, key XORed with a chain of SHA-1 hashes of the password, and a hash of password and
 * key by which a wrong password shows. Undefined then, and when the bytes are too short.
 */
export function unprotectJavaKey(bytes: Uint8Array, password: string): Uint8Array | undefined {
	if (bytes.length <= 2 * saltBytes) return undefined
	const secret = utf16Password(password)
	const masked = bytes.subarray(saltBytes, -saltBytes)
	const plain = new Uint8Array(masked.length)
	let mask: Uint8Array = bytes.subarray(0, saltBytes)
	for (let at = 0; at < plain.length; at += 1) {
		if (at % saltBytes === 0) mask = sha1(concatBytes([secret, mask]))
		plain[at] = (masked[at] ?? 0) ^ (mask[at % saltBytes] ?? 0)
	}
	const check = bytes.subarray(-saltBytes)
	const expected = sha1(concatBytes([secret, plain]))
	return expected.every((byte, index) => byte === check[index]) ? plain : undefined
}
