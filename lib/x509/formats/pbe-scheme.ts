import { contextTag, type DerReader, derTag } from "../der.ts"
import { readOid, readSmallInteger } from "../der-values.ts"
import { type BlockCipher, cipherLabel } from "./block-ciphers.ts"
import type { DigestName } from "./pkcs12-kdf.ts"

/** How a key comes from a password in PBES2. */
export type KeyDerivation =
	| {
			readonly kind: "pbkdf2"
			readonly salt: Uint8Array
			readonly iterations: number
			readonly hash: DigestName
	  }
	| {
			readonly kind: "scrypt"
			readonly salt: Uint8Array
			readonly n: number
			readonly r: number
			readonly p: number
	  }

/** How bytes were encrypted with a password, as their AlgorithmIdentifier says. */
export type PbeScheme =
	| {
			readonly kind: "pbes2"
			readonly derivation: KeyDerivation
			readonly cipher: BlockCipher
			readonly iv: Uint8Array
	  }
	| {
			readonly kind: "pkcs12" | "pbes1"
			readonly hash: DigestName
			readonly cipher: BlockCipher
			readonly salt: Uint8Array
			readonly iterations: number
	  }
	| { readonly kind: "jceks"; readonly salt: Uint8Array; readonly iterations: number }
	| { readonly kind: "jks" }
	| { readonly kind: "unknown"; readonly oid: string }

const pbes2 = "1.2.840.113549.1.5.13"
const pbkdf2 = "1.2.840.113549.1.5.12"
const scrypt = "1.3.6.1.4.1.11591.4.11"

const des = { name: "DES", keyBytes: 8 } as const
const tripleDes = { name: "3DES", keyBytes: 24 } as const
const rc2 = { name: "RC2", keyBytes: 8, effectiveBits: 64 } as const

type SaltedScheme = Pick<Extract<PbeScheme, { kind: "pkcs12" | "pbes1" }>, "kind" | "hash" | "cipher">

/** Schemes whose parameters are a salt and a count (RFC 8018 appendix A.3, RFC 7292 appendix C). */
const saltedSchemes: Readonly<Record<string, SaltedScheme>> = {
	"1.2.840.113549.1.5.3": { kind: "pbes1", hash: "MD5", cipher: des },
	"1.2.840.113549.1.5.6": { kind: "pbes1", hash: "MD5", cipher: rc2 },
	"1.2.840.113549.1.5.10": { kind: "pbes1", hash: "SHA-1", cipher: des },
	"1.2.840.113549.1.5.11": { kind: "pbes1", hash: "SHA-1", cipher: rc2 },
	"1.2.840.113549.1.12.1.3": { kind: "pkcs12", hash: "SHA-1", cipher: tripleDes },
	"1.2.840.113549.1.12.1.4": { kind: "pkcs12", hash: "SHA-1", cipher: { name: "3DES", keyBytes: 16 } },
	"1.2.840.113549.1.12.1.5": {
		kind: "pkcs12",
		hash: "SHA-1",
		cipher: { name: "RC2", keyBytes: 16, effectiveBits: 128 },
	},
	"1.2.840.113549.1.12.1.6": {
		kind: "pkcs12",
		hash: "SHA-1",
		cipher: { name: "RC2", keyBytes: 5, effectiveBits: 40 },
	},
}

const prfHashes: Readonly<Record<string, DigestName>> = {
	"1.2.840.113549.2.7": "SHA-1",
	"1.2.840.113549.2.8": "SHA-224",
	"1.2.840.113549.2.9": "SHA-256",
	"1.2.840.113549.2.10": "SHA-384",
	"1.2.840.113549.2.11": "SHA-512",
}

const ciphers: Readonly<Record<string, BlockCipher>> = {
	"1.3.14.3.2.7": des,
	"1.2.840.113549.3.7": tripleDes,
	"2.16.840.1.101.3.4.1.2": { name: "AES", keyBytes: 16 },
	"2.16.840.1.101.3.4.1.22": { name: "AES", keyBytes: 24 },
	"2.16.840.1.101.3.4.1.42": { name: "AES", keyBytes: 32 },
}

/** Reads the AlgorithmIdentifier of encrypted bytes; an algorithm that we do not know keeps its OID. */
export function readPbeScheme(reader: DerReader): PbeScheme {
	const identifier = reader.enter("encryptionAlgorithm")
	const oid = readOid(identifier, "algorithm")
	if (oid === pbes2) return readPbes2(identifier.enter("parameters"))
	if (oid === "1.3.6.1.4.1.42.2.17.1.1") return { kind: "jks" }
	const salted = saltedSchemes[oid]
	if (salted === undefined && oid !== "1.3.6.1.4.1.42.2.19.1") return { kind: "unknown", oid }
	const parameters = identifier.enter("parameters")
	const salt = parameters.read("salt", derTag.octetString).body
	const iterations = readSmallInteger(parameters, "iterations")
	return salted === undefined ? { kind: "jceks", salt, iterations } : { ...salted, salt, iterations }
}

function readPbes2(parameters: DerReader): PbeScheme {
	const derivation = readDerivation(parameters.enter("keyDerivationFunc"))
	const scheme = parameters.enter("encryptionScheme")
	const oid = readOid(scheme, "algorithm")
	const cipher = ciphers[oid]
	if (typeof derivation === "string") return { kind: "unknown", oid: derivation }
	if (cipher === undefined) return { kind: "unknown", oid }
	return { kind: "pbes2", derivation, cipher, iv: scheme.read("iv", derTag.octetString).body }
}

/** The derivation, or the OID of one that we do not know. */
function readDerivation(identifier: DerReader): KeyDerivation | string {
	const oid = readOid(identifier, "algorithm")
	if (oid !== pbkdf2 && oid !== scrypt) return oid
	const parameters = identifier.enter("parameters")
	const salt = parameters.read("salt", derTag.octetString).body
	if (oid === scrypt) {
		const [n, r, p] = ["n", "r", "p"].map((field) => readSmallInteger(parameters, field))
		return { kind: "scrypt", salt, n: n ?? 0, r: r ?? 0, p: p ?? 0 }
	}
	const iterations = readSmallInteger(parameters, "iterations")
	parameters.optional("keyLength", derTag.integer)
	const prf = parameters.hasMore ? readOid(parameters.enter("prf"), "algorithm") : "1.2.840.113549.2.7"
	const hash = prfHashes[prf]
	return hash === undefined ? prf : { kind: "pbkdf2", salt, iterations, hash }
}

/** How people call the scheme, with its count: `PBES2, PBKDF2 (HMAC-SHA-256, 2048 iterations), AES-256-CBC`. */
export function pbeLabel(scheme: PbeScheme): string {
	switch (scheme.kind) {
		case "pbes2": {
			const { derivation: by } = scheme
			const how =
				by.kind === "scrypt"
					? `scrypt (N = ${by.n}, r = ${by.r}, p = ${by.p})`
					: `PBKDF2 (HMAC-${by.hash}, ${by.iterations} iterations)`
			return `PBES2, ${how}, ${cipherLabel(scheme.cipher)}`
		}
		case "pkcs12":
			return `PKCS #12 ${scheme.hash} ${cipherLabel(scheme.cipher)}, ${scheme.iterations} iterations`
		case "pbes1":
			return `PBES1 ${scheme.hash} ${cipherLabel(scheme.cipher)}, ${scheme.iterations} iterations`
		case "jceks":
			return `JCEKS PBEWithMD5AndTripleDES, ${scheme.iterations} iterations`
		case "jks":
			return "JKS key protector (SHA-1)"
		case "unknown":
			return `unknown algorithm ${scheme.oid}`
	}
}

/** True for what current tools no longer write and OpenSSL 3 opens only with its legacy provider or not by default. */
export function isLegacyScheme(scheme: PbeScheme): boolean {
	return scheme.kind !== "unknown" && (scheme.kind !== "pbes2" || scheme.cipher.name !== "AES")
}

/** An EncryptedContentInfo's content: primitive, or in parts as BER allows (RFC 5652 section 6.1). */
export function readEncryptedContent(reader: DerReader): Uint8Array | undefined {
	const whole = reader.optional("encryptedContent", contextTag(0, false))
	if (whole !== undefined) return whole.body
	const parts = reader.optional("encryptedContent", contextTag(0, true))
	return parts && reader.into(parts, "encryptedContent").read("part", derTag.octetString).body
}
