import "reflect-metadata"
import * as x509 from "@peculiar/x509"

/** Seconds after which a reader should ask again; what SPIFFE assumes where nothing is said. */
const refreshHintSeconds = 300

/**
 * A trust bundle as a SPIFFE JWKS document (SPIFFE Trust Domain and Bundle, section 4): one key of use `x509-svid` for
 * each authority, with its certificate in x5c. Undefined when a key is of a kind that has no JWK here.
 */
export async function writeSpiffeJwks(
	authorities: readonly Uint8Array[],
	sequence = 1,
): Promise<string | undefined> {
	// WebCrypto's word for a kind of key that it does not know is a rejection.
	const keys = await Promise.all(authorities.map(jwkOf)).catch(() => undefined)
	if (keys === undefined) return undefined
	const document = { keys, spiffe_sequence: sequence, spiffe_refresh_hint: refreshHintSeconds }
	return `${JSON.stringify(document, undefined, 2)}\n`
}

async function jwkOf(der: Uint8Array) {
	const certificate = new x509.X509Certificate(Uint8Array.from(der))
	const key = await certificate.publicKey.export()
	const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey("jwk", key)
	const base64 = btoa(Array.from(der, (byte) => String.fromCharCode(byte)).join(""))
	return { use: "x509-svid", kty, crv, x, y, n, e, x5c: [base64] }
}
