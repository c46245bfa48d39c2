import { type DerReader, derTag } from "./der.ts"
import { decodeBitString, decodeOid, readOid } from "./der-values.ts"
import { curveNames } from "./oids.ts"

/** A SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
export interface PublicKeyFacts {
	/** The whole structure, as WebCrypto imports it. */
	readonly spki: Uint8Array
	readonly algorithm: string
	/** Named curve of an EC key. */
	readonly curve?: string
	/** The subjectPublicKey bits. */
	readonly bits: Uint8Array
	/** `RSA`, `RSA-PSS`, `EC P-256`, `Ed25519` …, otherwise the OID. */
	readonly keyType: string
	/** Size of the modulus or of the curve, in bits; 0 when unknown. */
	readonly keyBits: number
}

/** Object identifiers of public key algorithms. */
export const keyAlgorithm = {
	rsa: "1.2.840.113549.1.1.1",
	rsaPss: "1.2.840.113549.1.1.10",
	ec: "1.2.840.10045.2.1",
	ed25519: "1.3.101.112",
	ed448: "1.3.101.113",
} as const

/** Reads a SubjectPublicKeyInfo. Unknown algorithms keep their OID as key type. */
export function readPublicKey(tbs: DerReader): PublicKeyFacts {
	const value = tbs.read("subjectPublicKeyInfo", derTag.sequence)
	const reader = tbs.into(value, "subjectPublicKeyInfo")
	const identifier = reader.enter("algorithm")
	const algorithm = readOid(identifier, "algorithm")
	const parameters = identifier.hasMore ? identifier.read("parameters") : undefined
	const bits = decodeBitString(
		reader,
		reader.read("subjectPublicKey", derTag.bitString).body,
		"subjectPublicKey",
	)
	const base = { spki: value.raw, algorithm, bits }
	switch (algorithm) {
		case keyAlgorithm.rsa:
		case keyAlgorithm.rsaPss: {
			const keyType = algorithm === keyAlgorithm.rsa ? "RSA" : "RSA-PSS"
			return { ...base, keyType, keyBits: modulusBits(reader, bits) }
		}
		case keyAlgorithm.ec: {
			if (parameters?.tag !== derTag.oid) return { ...base, keyType: "EC explicit parameters", keyBits: 0 }
			const curve = decodeOid(identifier, parameters.body, "namedCurve")
			const known = curveNames[curve]
			return { ...base, curve, keyType: known?.keyType ?? `EC ${curve}`, keyBits: known?.bits ?? 0 }
		}
		case keyAlgorithm.ed25519:
			return { ...base, keyType: "Ed25519", keyBits: 256 }
		case keyAlgorithm.ed448:
			return { ...base, keyType: "Ed448", keyBits: 456 }
		default:
			return { ...base, keyType: algorithm, keyBits: 0 }
	}
}

function modulusBits(reader: DerReader, bits: Uint8Array): number {
	const value = { tag: derTag.sequence, body: bits, raw: bits, offset: 0 }
	const modulus = reader.into(value, "rsaPublicKey").enter("key").read("modulus", derTag.integer).body
	const firstUsed = modulus.findIndex((byte) => byte !== 0)
	if (firstUsed < 0) return 0
	return (modulus.length - firstUsed) * 8 - Math.clz32(modulus[firstUsed] ?? 0) + 24
}
