import { hinted } from "#base/hinted"
import { err, ok, type Result } from "#base/result"
import { parseJwksBundle } from "#spiffe/bundle"
import { parseTrustDomain, type TrustDomain } from "#spiffe/trust-domain"
import { gatherPieces } from "../gather-pieces.ts"
import type { Jwk } from "./jwt-keys.ts"

/** The authorities of another trust domain. */
export interface FederatedBundle {
	readonly trustDomain: TrustDomain
	/** DER, one or more. */
	readonly authorities: readonly Uint8Array[]
	/** Keys of its JWT-SVIDs; none where certificates were given. */
	readonly jwtKeys: readonly Jwk[]
}

/** How the JSON of a SPIFFE bundle begins. */
const openBrace = 0x7b

/**
 * Reads the bundle of a trust domain other than `own`: a SPIFFE bundle (JWKS, SPIFFE Trust Domain and Bundle section 4), or
 * certificates in any format. Fails with a sentence that says what to do.
 */
export async function readFederatedBundle(
	name: string,
	bytes: Uint8Array,
	own: TrustDomain | undefined,
): Promise<Result<FederatedBundle, string>> {
	const domain = parseTrustDomain(name)
	if (!domain.ok) return err(hinted(domain.error))
	if (domain.value === own) return err(`${name} is the trust domain itself. Give the name of another.`)
	const read = await bundleIn(bytes)
	if (!read.ok) return err(`The bundle of ${name} cannot be read: ${read.error}`)
	const { authorities, jwtKeys } = read.value
	if (authorities.length === 0)
		return err(
			`The bundle of ${name} holds no X.509 authority. Give its CA certificates or its SPIFFE bundle.`,
		)
	return ok({ trustDomain: domain.value, authorities, jwtKeys })
}

async function bundleIn(bytes: Uint8Array): Promise<Result<Omit<FederatedBundle, "trustDomain">, string>> {
	if (bytes.find((byte) => byte > 0x20) === openBrace) {
		const bundle = parseJwksBundle(new TextDecoder().decode(bytes))
		return bundle.ok ? ok(bundle.value) : err(bundle.error.text)
	}
	const pieces = await gatherPieces([bytes], undefined)
	if (!pieces.ok) return err(pieces.error.map(({ text }) => text).join(" "))
	return ok({ authorities: pieces.value.certificates, jwtKeys: [] })
}
