/** The signature schemes that a key can answer with in TLS 1.3 (RFC 8446 section 4.2.3); undefined for a key we do not know. */
export function modernSchemes(keyType: string, keyBits: number): readonly string[] | undefined {
	if (keyType === "RSA") return pssSchemes("rsae", keyBits)
	if (keyType === "RSA-PSS") return pssSchemes("pss", keyBits)
	return curveSchemes[keyType] ?? otherSchemes[keyType]
}

/** The schemes of TLS 1.2: an ECDSA scheme binds the hash there and not the curve (RFC 8446 section 4.2.3, RFC 5246 section 7.4.8). */
export function legacySchemes(keyType: string, keyBits: number): readonly string[] | undefined {
	if (keyType === "RSA") return [...pkcs1Schemes, ...pssSchemes("rsae", keyBits)]
	if (keyType === "RSA-PSS") return pssSchemes("pss", keyBits)
	return keyType.startsWith("EC ") ? ecdsaSchemes : otherSchemes[keyType]
}

/** The certificate type of TLS 1.2 that a key belongs to; EdDSA counts as ECDSA (RFC 8422 section 5.5). */
export function certificateTypeOf(keyType: string): "rsa_sign" | "ecdsa_sign" | undefined {
	if (keyType === "RSA" || keyType === "RSA-PSS") return "rsa_sign"
	return keyType.startsWith("EC ") || keyType.startsWith("Ed") ? "ecdsa_sign" : undefined
}

const curveSchemes: Readonly<Record<string, readonly string[]>> = {
	"EC P-256": ["ecdsa_secp256r1_sha256"],
	"EC P-384": ["ecdsa_secp384r1_sha384"],
	"EC P-521": ["ecdsa_secp521r1_sha512"],
}

/** EdDSA, and ML-DSA by the OIDs of its keys. */
const otherSchemes: Readonly<Record<string, readonly string[]>> = {
	Ed25519: ["ed25519"],
	Ed448: ["ed448"],
	"2.16.840.1.101.3.4.3.17": ["mldsa44"],
	"2.16.840.1.101.3.4.3.18": ["mldsa65"],
	"2.16.840.1.101.3.4.3.19": ["mldsa87"],
}

const pkcs1Schemes = [
	"rsa_pkcs1_sha256",
	"rsa_pkcs1_sha384",
	"rsa_pkcs1_sha512",
	"rsa_pkcs1_sha224",
	"rsa_pkcs1_sha1",
] as const

const ecdsaSchemes = [
	"ecdsa_secp256r1_sha256",
	"ecdsa_secp384r1_sha384",
	"ecdsa_secp521r1_sha512",
	"ecdsa_sha224",
	"ecdsa_sha1",
] as const

/** A PSS signature needs room for the hash, a salt of the same length and two bytes (RFC 8017 section 9.1.1). */
function pssSchemes(kind: "rsae" | "pss", keyBits: number): readonly string[] {
	return [256, 384, 512]
		.filter((bits) => keyBits === 0 || Math.ceil((keyBits - 1) / 8) >= bits / 4 + 2)
		.map((bits) => `rsa_pss_${kind}_sha${bits}`)
}
