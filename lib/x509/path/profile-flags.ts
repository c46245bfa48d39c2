import type { AnchorTrust } from "./anchor-trust.ts"
import type { PathRules } from "./path-rules.ts"
import type { Profile } from "./profiles.ts"

/** What a question changes about the profile it is put to. */
interface ProfileFlags {
	readonly isStrict?: boolean
	readonly isPathOnly?: boolean
	readonly securityLevel?: number
	readonly allowsPartialChain?: boolean
	readonly anchorTrust?: AnchorTrust
}

/** A profile with the flags of the question: what `openssl verify` is told on its command line. */
export function withFlags(profile: Profile, question: ProfileFlags): Profile {
	const { isStrict = false, securityLevel, allowsPartialChain = profile.allowsPartialChain } = question
	const checksForm = question.isPathOnly ? "no" : isStrict ? "strict" : profile.checksForm
	const bits = securityLevel === undefined ? undefined : levelBits[securityLevel]
	const path = {
		...profile.path,
		...(bits === undefined
			? {}
			: { rsaBitsMin: bits.rsa, anchorRsaBitsMin: bits.rsa, curveBitsMin: bits.curve }),
		...(securityLevel === 0 ? { weakHashes: [] } : {}),
		...(isStrict ? { anchorNeedsCa: true } : {}),
		...(question.isPathOnly ? pathOnly(question.anchorTrust ?? { issues: true }) : {}),
	}
	return { ...profile, allowsPartialChain, path, checksForm }
}

/** RFC 5280 section 6 by itself: it knows no weak hash, and of an anchor only what is asked for (RFC 5937). */
function pathOnly({ constrains = false, expires = false, needsBasicConstraints = false }: AnchorTrust) {
	return {
		weakHashes: ["md"],
		rsaBitsMin: 1024,
		anchorRsaBitsMin: 1024,
		checksAnchor: constrains ? true : expires ? "validity" : false,
		checksAnchorValidity: expires,
		checksAnchorUsage: constrains,
		anchorsConstrain: constrains,
		anchorNeedsCa: needsBasicConstraints,
		blamesExceeding: true,
		passesApplicationPolicies: true,
	} as const satisfies Partial<PathRules>
}

/** Bits that OpenSSL's security levels ask of keys (SSL_CTX_set_security_level). */
const levelBits: readonly { readonly rsa: number; readonly curve: number }[] = [
	{ rsa: 0, curve: 0 },
	{ rsa: 1024, curve: 160 },
	{ rsa: 2048, curve: 224 },
	{ rsa: 3072, curve: 256 },
	{ rsa: 7680, curve: 384 },
	{ rsa: 15_360, curve: 512 },
]
