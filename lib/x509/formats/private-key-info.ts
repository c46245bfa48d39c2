import { type ReadFailure, readBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import { Secret } from "#base/secret"
import { contextTag, DerReader, derTag } from "../der.ts"
import { readOid, readSmallInteger } from "../der-values.ts"
import { keyAlgorithm, type PublicKeyFacts, readPublicKey } from "../public-key.ts"
import { derValue } from "./der-writer.ts"

/** A private key that was opened: its bytes, and what may be told about it. */
export interface OpenedKey {
	/** PrivateKeyInfo (PKCS #8, RFC 5958) without encryption. */
	readonly pkcs8: Secret<Uint8Array>
	readonly keyType: string
	readonly keyBits: number
	/** The public half, as SubjectPublicKeyInfo; absent where it cannot be derived here. */
	readonly spki?: Uint8Array
}

/** True when bytes are a PrivateKeyInfo of a shape we know; keys of unknown algorithms count. */
export function isPrivateKeyInfo(bytes: Uint8Array): boolean {
	return readBytes(bytes, "privateKeyInfo", () => takeApart(bytes)).ok
}

/** Reads a PrivateKeyInfo. The public key is taken from it, or asked of WebCrypto where it is not inside. */
export async function readPrivateKeyInfo(pkcs8: Uint8Array): Promise<Result<OpenedKey, ReadFailure>> {
	const parts = readBytes(pkcs8, "privateKeyInfo", () => takeApart(pkcs8))
	if (!parts.ok) return parts
	const { oid } = parts.value
	const spki = parts.value.spki ?? (await derivePublicKey(pkcs8, oid, parts.value.algorithm))
	const secret = new Secret(pkcs8)
	const read = spki && readSpki(spki)
	if (spki === undefined || read === undefined) return ok({ pkcs8: secret, ...typeByAlgorithm(oid) })
	if (!read.ok) return err(read.error)
	const { keyType, keyBits } = read.value
	return ok({ pkcs8: secret, keyType, keyBits, spki })
}

/** Reads a SubjectPublicKeyInfo by itself. */
export function readSpki(spki: Uint8Array): Result<PublicKeyFacts, ReadFailure> {
	return readBytes(spki, "publicKey", () => readPublicKey(new DerReader(spki, "")))
}

/** Wraps an RSAPrivateKey (PKCS #1, RFC 8017 appendix A.1.2) as PrivateKeyInfo. */
export function wrapPkcs1(key: Uint8Array): Uint8Array {
	const rsaEncryption = Uint8Array.of(
		0x06,
		0x09,
		0x2a,
		0x86,
		0x48,
		0x86,
		0xf7,
		0x0d,
		0x01,
		0x01,
		0x01,
		0x05,
		0x00,
	)
	return wrapKey(derValue(derTag.sequence, rsaEncryption), key)
}

/** Wraps an ECPrivateKey (SEC 1, RFC 5915) as PrivateKeyInfo; undefined when it does not name its curve. */
export function wrapSec1(key: Uint8Array): Uint8Array | undefined {
	const read = readBytes(key, "ecPrivateKey", () => readEcKey(new DerReader(key, "").enter("ecPrivateKey")))
	if (!read.ok || read.value.parameters === undefined) return undefined
	const ecPublicKey = Uint8Array.of(0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01)
	return wrapKey(derValue(derTag.sequence, ecPublicKey, read.value.parameters), key)
}

function wrapKey(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
	return derValue(
		derTag.sequence,
		Uint8Array.of(derTag.integer, 1, 0),
		algorithm,
		derValue(derTag.octetString, key),
	)
}

interface KeyParts {
	readonly oid: string
	readonly algorithm: Uint8Array
	readonly spki?: Uint8Array
}

function takeApart(pkcs8: Uint8Array): KeyParts {
	const outer = new DerReader(pkcs8, "")
	const info = outer.enter("privateKeyInfo")
	outer.expectEnd("privateKeyInfo")
	if (readSmallInteger(info, "version") > 1) info.fail("invalid", "version", "is neither 0 nor 1")
	const algorithm = info.read("privateKeyAlgorithm", derTag.sequence)
	const oid = readOid(info.into(algorithm, "privateKeyAlgorithm"), "algorithm")
	const key = info.read("privateKey", derTag.octetString)
	info.optional("attributes", contextTag(0, true))
	const publicBits =
		info.optional("publicKey", contextTag(1, false))?.body ?? publicBitsOf(oid, info.into(key, "privateKey"))
	const base = { oid, algorithm: algorithm.raw }
	if (publicBits === undefined) return base
	return { ...base, spki: derValue(derTag.sequence, algorithm.raw, derValue(derTag.bitString, publicBits)) }
}

/** The bits of the public key where the private key holds them, with the count of unused bits in front. */
function publicBitsOf(oid: string, key: DerReader): Uint8Array | undefined {
	if (oid === keyAlgorithm.rsa || oid === keyAlgorithm.rsaPss) {
		const rsa = key.enter("rsaPrivateKey")
		readSmallInteger(rsa, "version")
		const modulus = rsa.read("modulus", derTag.integer).raw
		const exponent = rsa.read("publicExponent", derTag.integer).raw
		for (const field of ["privateExponent", "prime1", "prime2"]) rsa.read(field, derTag.integer)
		return Uint8Array.of(0, ...derValue(derTag.sequence, modulus, exponent))
	}
	if (oid === keyAlgorithm.ec) return readEcKey(key.enter("ecPrivateKey")).publicKey
	if (oid === keyAlgorithm.ed25519 || oid === keyAlgorithm.ed448)
		key.read("curvePrivateKey", derTag.octetString)
	return undefined
}

function readEcKey(key: DerReader): { parameters?: Uint8Array; publicKey?: Uint8Array } {
	readSmallInteger(key, "version")
	key.read("privateKey", derTag.octetString)
	const parameters = key.optional("parameters", contextTag(0, true))
	const publicKey = key.optional("publicKey", contextTag(1, true))
	return {
		...(parameters === undefined ? {} : { parameters: parameters.body }),
		...(publicKey === undefined
			? {}
			: { publicKey: key.into(publicKey, "publicKey").read("bits", derTag.bitString).body }),
	}
}

const curveAlgorithms: Readonly<Record<string, EcKeyImportParams | Algorithm>> = {
	"1.2.840.10045.3.1.7": { name: "ECDSA", namedCurve: "P-256" },
	"1.3.132.0.34": { name: "ECDSA", namedCurve: "P-384" },
	"1.3.132.0.35": { name: "ECDSA", namedCurve: "P-521" },
	[keyAlgorithm.ed25519]: { name: "Ed25519" },
	[keyAlgorithm.ed448]: { name: "Ed448" },
}

/** Lets WebCrypto calculate the public key; undefined where it does not know the curve. The key stays in memory. */
async function derivePublicKey(
	pkcs8: Uint8Array,
	oid: string,
	algorithm: Uint8Array,
): Promise<Uint8Array | undefined> {
	const curve = oid === keyAlgorithm.ec ? curveOf(algorithm) : oid
	const known = curveAlgorithms[curve ?? ""]
	if (known === undefined) return undefined
	try {
		const key = await crypto.subtle.importKey("pkcs8", Uint8Array.from(pkcs8), known, true, ["sign"])
		const { x, y } = await crypto.subtle.exportKey("jwk", key)
		if (x === undefined) return undefined
		const point = y === undefined ? fromBase64Url(x) : [4, ...fromBase64Url(x), ...fromBase64Url(y)]
		return derValue(derTag.sequence, algorithm, derValue(derTag.bitString, Uint8Array.of(0, ...point)))
	} catch (cause) {
		// Neither an unknown curve nor a key of nonsense is a fault of ours; the caller does without.
		if (cause instanceof Error || cause instanceof DOMException) return undefined
		throw cause
	}
}

function curveOf(algorithm: Uint8Array): string | undefined {
	const read = readBytes(algorithm, "algorithm", () => {
		const identifier = new DerReader(algorithm, "").enter("algorithm")
		readOid(identifier, "oid")
		return readOid(identifier, "namedCurve")
	})
	return read.ok ? read.value : undefined
}

function fromBase64Url(text: string): Uint8Array {
	const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"))
	return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function typeByAlgorithm(oid: string): { keyType: string; keyBits: number } {
	if (oid === keyAlgorithm.ec) return { keyType: "EC", keyBits: 0 }
	if (oid === keyAlgorithm.ed25519) return { keyType: "Ed25519", keyBits: 256 }
	if (oid === keyAlgorithm.ed448) return { keyType: "Ed448", keyBits: 456 }
	return { keyType: oid === "1.2.840.10040.4.1" ? "DSA" : oid, keyBits: 0 }
}
