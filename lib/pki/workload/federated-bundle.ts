import { err, ok, type Result } from "#base/result"
import { parseJwksBundle } from "#spiffe/bundle"
import { parseTrustDomain, type TrustDomain } from "#spiffe/trust-domain"
import { gatherPieces } from "../gather-pieces.ts"

/** The authorities of another trust domain. */
export interface FederatedBundle {
	readonly trustDomain: TrustDomain
	/** DER, one or more. */
	readonly authorities: readonly Uint8Array[]
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
	if (!domain.ok) return err(`${domain.error.text} ${domain.error.hint}.`)
	if (domain.value === own) return err(`${name} is the trust domain itself. Give the name of another.`)
	const authorities = await authoritiesIn(bytes)
	if (!authorities.ok) return err(`The bundle of ${name} cannot be read: ${authorities.error}`)
	if (authorities.value.length === 0)
		return err(
			`The bundle of ${name} holds no X.509 authority. Give its CA certificates or its SPIFFE bundle.`,
		)
	return ok({ trustDomain: domain.value, authorities: authorities.value })
}

async function authoritiesIn(bytes: Uint8Array): Promise<Result<readonly Uint8Array[], string>> {
	if (bytes.find((byte) => byte > 0x20) === openBrace) {
		const bundle = parseJwksBundle(new TextDecoder().decode(bytes))
		return bundle.ok ? ok(bundle.value.authorities) : err(bundle.error.text)
	}
	const pieces = await gatherPieces([bytes], undefined)
	return pieces.ok ? ok(pieces.value.certificates) : err(pieces.error.map(({ text }) => text).join(" "))
}
