import { readBytes } from "#base/bytes"
import type { ParsedCertificate } from "../certificate.ts"
import { contextTag, DerReader, derTag } from "../der.ts"
import { readOid, readSmallInteger } from "../der-values.ts"
import { signatureAlgorithmNames } from "../oids.ts"
import { keyAlgorithm, type PublicKeyFacts } from "../public-key.ts"
import { verifySm2 } from "./verify-sm2.ts"

/** Whether a certificate was signed with a key. `unsupported` says why it could not be found out. */
export type SignatureCheck =
	| { readonly kind: "valid" }
	| { readonly kind: "invalid" }
	| { readonly kind: "unsupported"; readonly text: string }

/** What was signed, and how: a certificate or a request. */
export type SignedValue = Pick<ParsedCertificate, "tbs" | "signatureAlgorithm" | "signature">

type HashName = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512"

/** What WebCrypto needs: how to import the key, how to verify, and both inputs in the form it expects. */
interface Plan {
	readonly importAs: RsaHashedImportParams | EcKeyImportParams | Algorithm
	readonly verifyAs: RsaPssParams | EcdsaParams | Algorithm
	readonly spki: Uint8Array
	readonly signature: Uint8Array
}

const rsaHashes: Readonly<Record<string, HashName>> = {
	"1.2.840.113549.1.1.5": "SHA-1",
	"1.2.840.113549.1.1.11": "SHA-256",
	"1.2.840.113549.1.1.12": "SHA-384",
	"1.2.840.113549.1.1.13": "SHA-512",
}

const ecdsaHashes: Readonly<Record<string, HashName>> = {
	"1.2.840.10045.4.1": "SHA-1",
	"1.2.840.10045.4.3.2": "SHA-256",
	"1.2.840.10045.4.3.3": "SHA-384",
	"1.2.840.10045.4.3.4": "SHA-512",
}

const hashes: Readonly<Record<string, HashName>> = {
	"1.3.14.3.2.26": "SHA-1",
	"2.16.840.1.101.3.4.2.1": "SHA-256",
	"2.16.840.1.101.3.4.2.2": "SHA-384",
	"2.16.840.1.101.3.4.2.3": "SHA-512",
}

const curves: Readonly<Record<string, { readonly namedCurve: string; readonly bytes: number }>> = {
	"1.2.840.10045.3.1.7": { namedCurve: "P-256", bytes: 32 },
	"1.3.132.0.34": { namedCurve: "P-384", bytes: 48 },
	"1.3.132.0.35": { namedCurve: "P-521", bytes: 66 },
}

/** Algorithms of keys that we can tell apart; of any other nobody knows what it may have signed. */
const knownKeys: ReadonlySet<string> = new Set(Object.values(keyAlgorithm))

/** Keys above this size are not used: verification would cost too much. */
const rsaBitsMax = 16_384

/** Exponents above this size are not used either: OpenSSL takes none with a large modulus, Go not even half of it. */
const exponentBitsMax = 64

/**
 * Checks the signature of `certificate` with `key` through WebCrypto: RSA PKCS #1 v1.5 with SHA-1 or SHA-2, RSA-PSS,
 * ECDSA on P-256, P-384 and P-521, Ed25519; SM2 with SM3 by our own arithmetic. Never throws.
 */
export async function verifySignature(
	certificate: SignedValue,
	key: PublicKeyFacts,
): Promise<SignatureCheck> {
	const name =
		signatureAlgorithmNames[certificate.signatureAlgorithm.oid] ?? certificate.signatureAlgorithm.oid
	if (certificate.signatureAlgorithm.oid === sm2WithSm3 && knownKeys.has(key.algorithm))
		return { kind: isSignedBySm2(certificate, key) ? "valid" : "invalid" }
	const plan = planCheck(certificate, key)
	if (plan === "mismatch") return { kind: "invalid" }
	if (plan === undefined) {
		return { kind: "unsupported", text: `${name} with a ${key.keyType} key is not supported here` }
	}
	try {
		const imported = await crypto.subtle.importKey("spki", own(plan.spki), plan.importAs, false, ["verify"])
		const isValid = await crypto.subtle.verify(
			plan.verifyAs,
			imported,
			own(plan.signature),
			own(certificate.tbs),
		)
		return { kind: isValid ? "valid" : "invalid" }
	} catch (cause) {
		const said = cause instanceof Error && cause.message !== "" ? cause.message : "the key was refused"
		return { kind: "unsupported", text: `${name} with a ${key.keyType} key could not be checked (${said})` }
	}
}

const sm2WithSm3 = "1.2.156.10197.1.501"
const sm2Curve = "1.2.156.10197.1.301"

function isSignedBySm2({ tbs, signature }: SignedValue, key: PublicKeyFacts): boolean {
	if (key.curve !== sm2Curve) return false
	const fixed = readBytes(signature, "sm2Signature", () => fixedSignature(signature, 32))
	return fixed.ok && verifySm2(tbs, fixed.value, key.bits)
}

/** How to check; `mismatch` when this key can never have made such a signature; undefined when we cannot tell. */
function planCheck(certificate: SignedValue, key: PublicKeyFacts): Plan | "mismatch" | undefined {
	const { signatureAlgorithm, signature } = certificate
	if (!knownKeys.has(key.algorithm)) return undefined
	const isRsaKey = key.algorithm === keyAlgorithm.rsa || key.algorithm === keyAlgorithm.rsaPss
	const rsaHash = rsaHashes[signatureAlgorithm.oid]
	if (rsaHash !== undefined) {
		if (!isRsaKey) return "mismatch"
		const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: rsaHash }
		return planRsa(key, signature, algorithm, algorithm)
	}
	if (signatureAlgorithm.oid === keyAlgorithm.rsaPss) {
		if (!isRsaKey) return "mismatch"
		const pss = readPssParameters(signatureAlgorithm.raw)
		if (pss === undefined) return undefined
		const { hash, saltLength } = pss
		return planRsa(key, signature, { name: "RSA-PSS", hash }, { name: "RSA-PSS", saltLength })
	}
	const ecdsaHash = ecdsaHashes[signatureAlgorithm.oid]
	if (ecdsaHash !== undefined) return planEcdsa(key, signature, ecdsaHash)
	if (signatureAlgorithm.oid !== keyAlgorithm.ed25519) return undefined
	if (key.algorithm !== keyAlgorithm.ed25519) return "mismatch"
	const algorithm = { name: "Ed25519" }
	return { importAs: algorithm, verifyAs: algorithm, spki: key.spki, signature }
}

function planRsa(
	key: PublicKeyFacts,
	signature: Uint8Array,
	importAs: RsaHashedImportParams,
	verifyAs: Plan["verifyAs"],
): Plan | undefined {
	if (key.keyBits > rsaBitsMax || exponentBits(key) > exponentBitsMax) return undefined
	return { importAs, verifyAs, spki: plainRsaKey(key), signature }
}

function planEcdsa(
	key: PublicKeyFacts,
	signature: Uint8Array,
	hash: HashName,
): Plan | "mismatch" | undefined {
	if (key.algorithm !== keyAlgorithm.ec) return "mismatch"
	const curve = curves[key.curve ?? ""]
	if (curve === undefined) return undefined
	const fixed = readBytes(signature, "ecdsaSignature", () => fixedSignature(signature, curve.bytes))
	if (!fixed.ok) return "mismatch"
	const { namedCurve } = curve
	const importAs = { name: "ECDSA", namedCurve }
	return { importAs, verifyAs: { name: "ECDSA", hash }, spki: key.spki, signature: fixed.value }
}

/** Bits of the public exponent, rounded up to bytes; none when unreadable, which WebCrypto then refuses. */
function exponentBits({ bits }: PublicKeyFacts): number {
	const read = readBytes(bits, "rsaPublicKey", () => {
		const pair = new DerReader(bits, "").enter("rsaPublicKey")
		pair.read("modulus", derTag.integer)
		const { body } = pair.read("exponent", derTag.integer)
		return (body.length - (body[0] === 0 ? 1 : 0)) * 8
	})
	return read.ok ? read.value : 0
}

/** DER `SEQUENCE { r, s }` as two numbers of fixed width, one after the other. */
function fixedSignature(signature: Uint8Array, width: number): Uint8Array {
	const outer = new DerReader(signature, "")
	const pair = outer.enter("ecdsaSignature")
	const fixed = new Uint8Array(width * 2)
	for (const [index, field] of ["r", "s"].entries()) {
		const { body } = pair.read(field, derTag.integer)
		const number = body[0] === 0 ? body.subarray(1) : body
		if (number.length > width) pair.fail("too-large", field, `is longer than ${width} bytes`)
		fixed.set(number, width * (index + 1) - number.length)
	}
	pair.expectEnd("")
	outer.expectEnd("ecdsaSignature")
	return fixed
}

/** RSASSA-PSS-params (RFC 4055 section 3.1); undefined when unreadable, or when MGF1 uses another hash. */
function readPssParameters(identifier: Uint8Array): { hash: HashName; saltLength: number } | undefined {
	const read = readBytes(identifier, "rsassaPss", () => {
		const algorithm = new DerReader(identifier, "").enter("signatureAlgorithm")
		readOid(algorithm, "algorithm")
		const parameters = algorithm.enter("parameters")
		const hash = parameters.optional("hashAlgorithm", contextTag(0, true))
		const mask = parameters.optional("maskGenAlgorithm", contextTag(1, true))
		const salt = parameters.optional("saltLength", contextTag(2, true))
		const hashOid = hash && readOid(parameters.into(hash, "hash").enter("algorithm"), "oid")
		const maskReader = mask && parameters.into(mask, "mask").enter("algorithm")
		if (maskReader) readOid(maskReader, "oid")
		const maskOid = maskReader && readOid(maskReader.enter("hash"), "oid")
		const saltLength = salt === undefined ? 20 : readSmallInteger(parameters.into(salt, "salt"), "length")
		const sha1 = "1.3.14.3.2.26"
		return { hash: hashes[hashOid ?? sha1], isSame: (hashOid ?? sha1) === (maskOid ?? sha1), saltLength }
	})
	if (!read.ok || read.value.hash === undefined || !read.value.isSame) return undefined
	return { hash: read.value.hash, saltLength: read.value.saltLength }
}

/** The SPKI as a plain RSA key: WebCrypto does not import keys marked id-RSASSA-PSS. */
function plainRsaKey(key: PublicKeyFacts): Uint8Array {
	if (key.algorithm === keyAlgorithm.rsa) return key.spki
	const algorithm = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]
	const bitString = [derTag.bitString, ...derLength(key.bits.length + 1), 0, ...key.bits]
	const body = [...algorithm, ...bitString]
	return Uint8Array.from([derTag.sequence, ...derLength(body.length), ...body])
}

function derLength(length: number): number[] {
	if (length < 0x80) return [length]
	return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}

/** A copy that owns its buffer: WebCrypto takes no views on shared memory. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(bytes)
}
