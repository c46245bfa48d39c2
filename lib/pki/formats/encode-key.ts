import { readBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { contextTag, DerReader, derTag } from "#x509/der"
import { derValue } from "#x509/formats/der-writer"
import { sealPbes2 } from "./seal-pbes2.ts"
import { toPem } from "./to-pem.ts"

const oid = { rsaEncryption: "2a864886f70d010101", ecPublicKey: "2a8648ce3d0201" } as const

/** PKCS #8 as PEM, without encryption. */
export function plainKeyPem(pkcs8: Secret<Uint8Array>): Secret<string> {
	return new Secret(toPem("PRIVATE KEY", pkcs8.reveal()))
}

/**
 * EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256 and 600,000 rounds,
 * AES-256-CBC. Returns DER.
 */
export async function encryptKey(pkcs8: Secret<Uint8Array>, passphrase: Secret<string>): Promise<Uint8Array> {
	const { algorithm, ciphertext } = await sealPbes2(pkcs8.reveal(), passphrase)
	return derValue(derTag.sequence, algorithm, derValue(derTag.octetString, ciphertext))
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
