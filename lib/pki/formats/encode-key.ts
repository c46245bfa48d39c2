import { readBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { contextTag, DerReader, derTag } from "#x509/der"
import { derValue } from "#x509/formats/der-writer"
import { toPem } from "./to-pem.ts"

/** PBKDF2 rounds of keys that we encrypt: what OWASP asks of HMAC-SHA-256. */
const iterations = 600_000
const saltBytes = 16
const ivBytes = 16

const oid = {
	pbes2: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d],
	pbkdf2: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c],
	hmacSha256: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09],
	aes256Cbc: [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a],
	rsaEncryption: "2a864886f70d010101",
	ecPublicKey: "2a8648ce3d0201",
} as const

/** PKCS #8 as PEM, without encryption. */
export function plainKeyPem(pkcs8: Secret<Uint8Array>): Secret<string> {
	return new Secret(toPem("PRIVATE KEY", pkcs8.reveal()))
}

/**
 * EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256 and 600,000 rounds,
 * AES-256-CBC. Returns DER.
 */
export async function encryptKey(pkcs8: Secret<Uint8Array>, passphrase: Secret<string>): Promise<Uint8Array> {
	const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
	const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
	const password = new TextEncoder().encode(passphrase.reveal())
	const base = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveKey"])
	const key = await crypto.subtle.deriveKey(
		{ name: "PBKDF2", hash: "SHA-256", salt, iterations },
		base,
		{ name: "AES-CBC", length: 256 },
		false,
		["encrypt"],
	)
	const sealed = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, Uint8Array.from(pkcs8.reveal()))
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
	const scheme = sequence(object(oid.pbes2), sequence(derivation, cipher))
	return sequence(scheme, octets(new Uint8Array(sealed)))
}

/** The encrypted key as PEM. */
export async function encryptedKeyPem(
	pkcs8: Secret<Uint8Array>,
	passphrase: Secret<string>,
): Promise<string> {
	return toPem("ENCRYPTED PRIVATE KEY", await encryptKey(pkcs8, passphrase))
}

/**
 * The older forms that some programs want: SEC 1 for EC keys (RFC 5915), PKCS #1 for RSA keys (RFC 8017), as PEM.
 * Ed25519 has none; fails with a sentence then.
 */
export function traditionalKeyPem(pkcs8: Secret<Uint8Array>): Result<Secret<string>, string> {
	const parts = readBytes(pkcs8.reveal(), "privateKey", () => {
		const info = new DerReader(pkcs8.reveal(), "").enter("privateKeyInfo")
		info.read("version", derTag.integer)
		const algorithm = info.enter("algorithm")
		const name = algorithm.read("oid", derTag.oid).body
		const parameters = algorithm.hasMore ? algorithm.read("parameters").raw : new Uint8Array()
		return { name: hex(name), parameters, key: info.read("privateKey", derTag.octetString).body }
	})
	if (!parts.ok) return err("The private key cannot be read.")
	const { name, parameters, key } = parts.value
	if (name === oid.rsaEncryption) return ok(new Secret(toPem("RSA PRIVATE KEY", key)))
	if (name === oid.ecPublicKey) return withCurve(key, parameters)
	return err("Keys of this kind have no form older than PKCS #8. Choose PKCS #8.")
}

/** PKCS #8 names the curve beside the key; SEC 1 names it inside, between the key and the public key. */
function withCurve(key: Uint8Array, curve: Uint8Array): Result<Secret<string>, string> {
	const parts = readBytes(key, "ecPrivateKey", () => {
		const inner = new DerReader(key, "").enter("ecPrivateKey")
		const version = inner.read("version", derTag.integer).raw
		const octets = inner.read("privateKey", derTag.octetString).raw
		inner.optional("parameters", contextTag(0, true))
		const publicKey = inner.optional("publicKey", contextTag(1, true))?.raw
		return { version, octets, publicKey }
	})
	if (!parts.ok) return err("The private key cannot be read.")
	const { version, octets, publicKey } = parts.value
	const own = derValue(
		derTag.sequence,
		version,
		octets,
		derValue(contextTag(0, true), curve),
		...(publicKey === undefined ? [] : [publicKey]),
	)
	return ok(new Secret(toPem("EC PRIVATE KEY", own)))
}

function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
