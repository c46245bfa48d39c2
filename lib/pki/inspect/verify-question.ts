import type { TrustBundles } from "#spiffe/bundle"
import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import { matchId } from "#spiffe/matcher"
import { spiffeIdOf } from "#spiffe/svid-rules"
import { verifySpiffePeer } from "#spiffe/verify-peer"
import { describeCertificate } from "#x509/describe"
import type { ChainUsage } from "#x509/path/chain-member"
import type { OpensslError } from "#x509/path/openssl-error"
import { type VerifyProfile, verifyProfiles } from "#x509/path/profiles"
import type { TriedIssuer } from "#x509/path/trace-issuers"
import { type ProfileQuestion, verifyProfile } from "#x509/path/verify-profile"
import type { VerificationReason } from "#x509/verification"

/** Every profile that a chain can be held to: those of the runtimes, and the X.509-SVID standard. */
export const questionProfiles = [...verifyProfiles, "spiffe"] as const
export type QuestionProfile = (typeof questionProfiles)[number]

/** Whom the certificate should name; at most one of them. */
export interface WantedName {
	readonly dns?: string
	readonly ip?: string
	readonly spiffeId?: string
}

/** A chain, what it should be good for, and by whose rules. Certificates are DER. */
export interface VerifyQuestion {
	readonly leaf: Uint8Array
	readonly intermediates: readonly Uint8Array[]
	readonly roots: readonly Uint8Array[]
	readonly crls?: readonly Uint8Array[]
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	readonly usage: ChainUsage
	readonly name?: WantedName
	/** Flags of a verifier that differ from the runtime's defaults; absent: its defaults. Not for profile spiffe. */
	readonly flags?: VerifierFlags
}

/** What a verifier can be told beyond the chain; the names are OpenSSL's options of the same meaning. */
export type VerifierFlags = Pick<
	ProfileQuestion,
	"isStrict" | "securityLevel" | "allowsPartialChain" | "depthMax"
>

/** The verdict by one profile. JSON-safe. */
export interface VerifyAnswer {
	readonly profile: QuestionProfile
	readonly verdict: "accepted" | "rejected"
	/** Leaf first. `certificate` counts the chain as given, leaf = 0. */
	readonly reasons: readonly VerificationReason[]
	/** SHA-256 of every certificate from the leaf to the trust anchor, as far as links hold; lower-case hex. */
	readonly path: readonly string[]
	/** The issuer that nobody gave, where that is what is wrong. */
	readonly missingIssuer?: { readonly subject: string; readonly keyId?: string }
	/** Who was looked at as whose issuer, and why not taken. */
	readonly tried?: readonly TriedIssuer[]
	/** What OpenSSL reports first; profiles openssl and node. */
	readonly opensslError?: OpensslError
}

/** Holds a chain to the rules of one profile. Bounded as `verifyProfile` is. Never throws and never fetches. */
export async function answerQuestion(
	question: VerifyQuestion,
	profile: QuestionProfile,
): Promise<VerifyAnswer> {
	return profile === "spiffe" ? bySpiffe(question) : byRuntime(question, profile)
}

async function byRuntime(question: VerifyQuestion, profile: VerifyProfile): Promise<VerifyAnswer> {
	const { name = {}, flags, ...chain } = question
	const wanted =
		name.ip !== undefined
			? ({ name: name.ip, nameKind: "ip" } as const)
			: name.dns !== undefined
				? ({ name: name.dns, nameKind: "dns" } as const)
				: {}
	const { verdict, reasons, path, tried, opensslError, missingIssuer } = await verifyProfile({
		...chain,
		...flags,
		...wanted,
		profile,
	})
	const identity = name.spiffeId === undefined ? [] : await identityReasons(question.leaf, name.spiffeId)
	return {
		profile,
		verdict: identity.length > 0 ? "rejected" : verdict,
		reasons: [...identity, ...reasons],
		path: path.map(({ sha256 }) => sha256),
		tried,
		...(missingIssuer === undefined ? {} : { missingIssuer }),
		...(opensslError === undefined ? {} : { opensslError }),
	}
}

/** The roots count as the bundle of the expected trust domain, or of the leaf's own where nobody is expected. */
async function bySpiffe(question: VerifyQuestion): Promise<VerifyAnswer> {
	const { leaf, intermediates, roots, at, name } = question
	const expected = name?.spiffeId
	const { verification } = await verifySpiffePeer({
		chain: [leaf, ...intermediates],
		bundles: await bundlesFor(leaf, expected, roots),
		at,
		...(expected === undefined ? {} : { expectSpiffeId: expected }),
	})
	const { verdict, reasons, path, missingIssuer } = verification
	return {
		profile: "spiffe",
		verdict,
		reasons,
		path: path.map(({ sha256 }) => sha256),
		...(missingIssuer === undefined ? {} : { missingIssuer }),
	}
}

async function bundlesFor(
	leaf: Uint8Array,
	expected: string | undefined,
	roots: readonly Uint8Array[],
): Promise<TrustBundles> {
	const wanted = expected === undefined ? undefined : parseSpiffeId(expected)
	const id = wanted?.ok ? wanted.value : await ownId(leaf)
	return id === undefined ? new Map() : new Map([[trustDomainOf(id), roots]])
}

async function ownId(leaf: Uint8Array) {
	const described = await describeCertificate(leaf)
	return described.kind === "certificate" ? spiffeIdOf(described.description) : undefined
}

async function identityReasons(leaf: Uint8Array, expected: string): Promise<VerificationReason[]> {
	const reason = (text: string) => [{ rule: "wrong-spiffe-id", certificate: 0, text }]
	const wanted = parseSpiffeId(expected)
	if (!wanted.ok) return reason(`The expected SPIFFE ID is invalid: ${wanted.error.text}`)
	const id = await ownId(leaf)
	if (id === undefined) return reason("The certificate carries no single SPIFFE ID.")
	const matched = matchId(wanted.value)(id)
	return matched.ok ? [] : reason(matched.error.text)
}
