/** A public key as JWK (RFC 7517), as a bundle holds it. */
export type Jwk = Readonly<Record<string, unknown>>

/** A key of a bundle that JWT-SVIDs of its trust domain are verified with. */
export interface JwtVerifier {
	readonly trustDomain: string
	readonly jwk: Jwk
}

interface Algorithm {
	readonly keyType: "EC" | "RSA"
	readonly imported: EcKeyImportParams | RsaHashedImportParams
	readonly verified: AlgorithmIdentifier | EcdsaParams | RsaPssParams
}

const curves = { 256: "P-256", 384: "P-384", 512: "P-521" } as const

function algorithmsOf(bits: 256 | 384 | 512): readonly (readonly [string, Algorithm])[] {
	const hash = `SHA-${bits}`
	const ecdsa = { name: "ECDSA", namedCurve: curves[bits] } as const
	return [
		[`ES${bits}`, { keyType: "EC", imported: ecdsa, verified: { name: "ECDSA", hash } }],
		[
			`RS${bits}`,
			{
				keyType: "RSA",
				imported: { name: "RSASSA-PKCS1-v1_5", hash },
				verified: { name: "RSASSA-PKCS1-v1_5" },
			},
		],
		[
			`PS${bits}`,
			{
				keyType: "RSA",
				imported: { name: "RSA-PSS", hash },
				verified: { name: "RSA-PSS", saltLength: bits / 8 },
			},
		],
	]
}

/** The nine algorithms that a JWT-SVID may be signed with (JWT-SVID section 2.1, RFC 7518 section 3.1). */
const algorithms: ReadonlyMap<string, Algorithm> = new Map(
	([256, 384, 512] as const).flatMap((bits) => algorithmsOf(bits)),
)

/** Whether JWT-SVIDs may be signed with it. */
export function isJwtSvidAlgorithm(alg: unknown): alg is string {
	return typeof alg === "string" && algorithms.has(alg)
}

/**
 * Whether a signature holds (RFC 7515 section 5.2). False too for a key of another type, or one that cannot be read.
 * Never rejects.
 */
export async function verifyWithJwk(
	{ jwk }: JwtVerifier,
	alg: string,
	signature: Uint8Array<ArrayBuffer>,
	signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
	const algorithm = algorithms.get(alg)
	if (algorithm === undefined || jwk.kty !== algorithm.keyType) return false
	const { kty, crv, x, y, n, e } = jwk
	try {
		// Only the public numbers: what else a bundle says of a key is no reason not to read it.
		const numbers = { kty, ...(kty === "EC" ? { crv, x, y } : { n, e }) }
		const key = await crypto.subtle.importKey("jwk", textsOf(numbers), algorithm.imported, false, ["verify"])
		return await crypto.subtle.verify(algorithm.verified, key, signature, signed)
	} catch {
		return false
	}
}

function textsOf(values: Jwk): JsonWebKey {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "string"))
}
