import type { Secret } from "#base/secret"
import { derTag } from "#x509/der"
import { derValue } from "#x509/formats/der-writer"

/** PBKDF2 rounds of what we encrypt: what OWASP asks of HMAC-SHA-256. */
const iterations = 600_000

const oid = {
	pbes2: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d],
	pbkdf2: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c],
	hmacSha256: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09],
	aes256Cbc: [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a],
} as const

/**
 * Encrypts by PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256 and 600,000 rounds, AES-256-CBC. Returns the
 * AlgorithmIdentifier, with salt and IV of its own, and the ciphertext.
 */
export async function sealPbes2(
	plain: Uint8Array,
	passphrase: Secret<string>,
): Promise<{ readonly algorithm: Uint8Array; readonly ciphertext: Uint8Array }> {
	const salt = crypto.getRandomValues(new Uint8Array(16))
	const iv = crypto.getRandomValues(new Uint8Array(16))
	const password = new TextEncoder().encode(passphrase.reveal())
	const base = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveKey"])
	const key = await crypto.subtle.deriveKey(
		{ name: "PBKDF2", hash: "SHA-256", salt, iterations },
		base,
		{ name: "AES-CBC", length: 256 },
		false,
		["encrypt"],
	)
	const sealed = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, Uint8Array.from(plain))
	const sequence = (...parts: readonly Uint8Array[]) => derValue(derTag.sequence, ...parts)
	const object = (bytes: readonly number[]) => derValue(derTag.oid, Uint8Array.from(bytes))
	const octets = (bytes: Uint8Array) => derValue(derTag.octetString, bytes)
	const rounds = derValue(
		derTag.integer,
		Uint8Array.of(iterations >> 16, (iterations >> 8) & 0xff, iterations & 0xff),
	)
	const prf = sequence(object(oid.hmacSha256), derValue(derTag.null))
	const derivation = sequence(object(oid.pbkdf2), sequence(octets(salt), rounds, prf))
	const cipher = sequence(object(oid.aes256Cbc), octets(iv))
	return {
		algorithm: sequence(object(oid.pbes2), sequence(derivation, cipher)),
		ciphertext: new Uint8Array(sealed),
	}
}
