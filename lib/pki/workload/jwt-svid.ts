import { err, ok, type Result } from "#base/result"
import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import { isJwtSvidAlgorithm, type Jwk, type JwtVerifier, verifyWithJwk } from "./jwt-keys.ts"

/** A key that signs JWT-SVIDs, and its public half as a JWKS entry. */
export interface JwtAuthority {
	readonly keyId: string
	readonly key: CryptoKey
	readonly jwk: Jwk
}

/** The claims of a JWT-SVID that was found valid. */
export interface JwtClaims {
	readonly sub: string
	readonly aud: readonly string[]
	/** Seconds since 1970. */
	readonly exp: number
	readonly iat: number
}

const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const
const signing = { name: "ECDSA", hash: "SHA-256" } as const
const tokenMax = 65_536

/** Makes an ES256 key (RFC 7518 section 3.4) for JWT-SVIDs. */
export async function createJwtAuthority(): Promise<JwtAuthority> {
	const pair = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"])
	const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey)
	const keyId = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("")
	return {
		keyId,
		key: pair.privateKey,
		jwk: { use: "jwt-svid", kid: keyId, kty, crv, x, y },
	}
}

/** Signs a JWT-SVID (JWT-SVID sections 2 and 3): sub, aud, iat and exp, in compact serialisation. Times in milliseconds. */
export async function signJwtSvid(
	authority: JwtAuthority,
	claims: {
		readonly spiffeId: string
		readonly audience: readonly string[]
		readonly now: number
		readonly ttlMs: number
	},
): Promise<string> {
	const iat = Math.floor(claims.now / 1_000)
	const exp = Math.ceil((claims.now + claims.ttlMs) / 1_000)
	const head = { alg: "ES256", kid: authority.keyId, typ: "JWT" }
	const body = { sub: claims.spiffeId, aud: [...claims.audience], exp, iat }
	const text = `${encode(JSON.stringify(head))}.${encode(JSON.stringify(body))}`
	const signature = await crypto.subtle.sign(signing, authority.key, new TextEncoder().encode(text))
	return `${text}.${encodeBytes(new Uint8Array(signature))}`
}

/**
 * Validates a JWT-SVID by the keys of the bundles that are known: algorithm, key, signature, that its subject belongs to
 * the trust domain of the key, expiry, and that `audience` is among its audiences (JWT-SVID section 4). Fails with a
 * sentence. Never throws.
 */
export async function validateJwtSvid(
	keys: readonly JwtVerifier[],
	token: string,
	audience: string,
	now: number,
): Promise<Result<JwtClaims, string>> {
	const [head = "", body = "", signature = "", ...more] = token.split(".")
	if (token.length > tokenMax || more.length > 0 || signature === "")
		return err("The token is no JWS in compact serialisation.")
	const header = decodeJson(head)
	const alg = header?.alg
	if (!isJwtSvidAlgorithm(alg))
		return err("The token is signed with an algorithm that JWT-SVIDs may not have, or with none.")
	const key = keys.find(({ jwk }) => typeof header?.kid === "string" && jwk.kid === header.kid)
	if (key === undefined) return err("The token was signed with a key that no bundle here has.")
	const bytes = decodeBytes(signature)
	const text = new TextEncoder().encode(`${head}.${body}`)
	if (bytes === undefined || !(await verifyWithJwk(key, alg, bytes, text)))
		return err("The signature of the token does not hold.")
	const claims = decodeJson(body)
	const aud =
		typeof claims?.aud === "string"
			? [claims.aud]
			: Array.isArray(claims?.aud)
				? claims.aud.filter((each) => typeof each === "string")
				: []
	if (typeof claims?.sub !== "string" || typeof claims.exp !== "number")
		return err("The token lacks sub or exp.")
	const subject = parseSpiffeId(claims.sub)
	if (!subject.ok || trustDomainOf(subject.value) !== key.trustDomain)
		return err(`The subject of the token is no SPIFFE ID of ${key.trustDomain}, whose key signed it.`)
	if (claims.exp * 1_000 <= now) return err("The token has expired.")
	if (!aud.includes(audience)) return err("The token is for another audience.")
	return ok({ sub: claims.sub, aud, exp: claims.exp, iat: typeof claims.iat === "number" ? claims.iat : 0 })
}

function encode(text: string): string {
	return encodeBytes(new TextEncoder().encode(text))
}

function encodeBytes(bytes: Uint8Array): string {
	const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
	return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
}

function decodeBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
	if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined
	try {
		return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
			character.charCodeAt(0),
		)
	} catch {
		return undefined
	}
}

function decodeJson(text: string): Readonly<Record<string, unknown>> | undefined {
	const bytes = decodeBytes(text)
	if (bytes === undefined) return undefined
	try {
		const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
		return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : undefined
	} catch {
		return undefined
	}
}
