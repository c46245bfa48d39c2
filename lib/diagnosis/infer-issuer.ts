import type { CertificateDescription } from "#x509/description"
import { nameAttributes } from "./distinguished-name.ts"
import type { ServerInference } from "./finding.ts"
import { implicationsOf, unusualLifetime } from "./issuer-implications.ts"
import { type IssuerFacts, type IssuerProfile, issuerProfiles } from "./issuers.ts"

/** Names who probably issued a chain, by the signs on it; undefined when nothing points at anybody. */
export function inferIssuer(chain: readonly CertificateDescription[]): ServerInference["issuer"] {
	const [leaf] = chain
	if (leaf === undefined) return undefined
	const facts: IssuerFacts = {
		leaf,
		chain,
		subject: nameAttributes(leaf.subject),
		issuer: nameAttributes(leaf.issuer),
		lifetimeSeconds: Math.round((Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore)) / 1_000),
	}
	const candidates = issuerProfiles.flatMap((profile) => candidate(profile, facts))
	const best = candidates.toSorted((a, b) => b.confidence - a.confidence)[0]
	if (best === undefined) return undefined
	const implies = implicationsOf(best.id)
	const unusual = unusualLifetime(best.id, facts.lifetimeSeconds)
	return {
		...best,
		...(implies === undefined ? {} : { implies }),
		...(unusual === undefined ? {} : { unusual }),
	}
}

function candidate(
	profile: IssuerProfile,
	facts: IssuerFacts,
): readonly NonNullable<ServerInference["issuer"]>[] {
	const decisive = profile.decisive.filter((sign) => sign.test(facts))
	const supporting = profile.supporting.filter((sign) => sign.test(facts))
	const weight = supporting.reduce((sum, sign) => sum + sign.weight, 0)
	const signs = [...decisive, ...supporting].map((sign) => sign.text)
	const { id, label, weak } = profile
	if (decisive.length > 0) return [{ id, label, confidence: profile.confidence, signs }]
	if (weak === undefined || weight < weak.weight) return []
	return [{ id, label, confidence: weak.confidence, signs }]
}
