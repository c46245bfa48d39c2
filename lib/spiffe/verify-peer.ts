import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { explainOpensslDifference } from "#x509/path/compare-openssl"
import { verifyChain } from "#x509/path/verify-chain"
import type { Verification, VerificationReason } from "#x509/verification"
import type { TrustBundles } from "./bundle.ts"
import { parseSpiffeId, type SpiffeId, trustDomainOf } from "./id.ts"
import { matchAny, matchId, matchMemberOf, type SpiffeIdMatcher } from "./matcher.ts"
import { checkSvid, checkSvidIssuer, spiffeIdOf } from "./svid-rules.ts"
import { parseTrustDomain } from "./trust-domain.ts"

/** Which peer to verify, with whose bundles, and who it should be. */
export interface SpiffePeerQuestion {
	/** DER as sent, leaf first. */
	readonly chain: readonly Uint8Array[]
	/** Authorities by trust domain name. */
	readonly bundles: TrustBundles
	/** The exact ID that is expected; wins over `trustDomain`. */
	readonly expectSpiffeId?: string
	/** The trust domain that the peer should be a member of. */
	readonly trustDomain?: string
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	readonly openssl?: string
}

/** Who the peer claims to be, and whether that holds. */
export interface SpiffePeer {
	readonly verification: Verification
	/** The ID in the leaf, proved or not; absent when the leaf is no X.509-SVID. */
	readonly spiffeId?: string
	readonly trustDomain?: string
}

/** Certificates beyond these are not held to the rules for signing certificates. */
const issuersCheckedMax = 20

/**
 * Verifies a peer by its X.509-SVID: the SVID rules, the chain against the bundle of the leaf's own trust domain only
 * (X.509-SVID section 5), and the expected ID. Host names play no part. Every fault is reported. Never throws.
 */
export async function verifySpiffePeer(question: SpiffePeerQuestion): Promise<SpiffePeer> {
	const { chain, bundles, at } = question
	const [leaf, ...issuers] = await Promise.all(chain.slice(0, issuersCheckedMax).map(describeCertificate))
	const description = leaf?.kind === "certificate" ? leaf.description : undefined
	const spiffeId = description === undefined ? undefined : spiffeIdOf(description)
	const trustDomain = spiffeId === undefined ? undefined : trustDomainOf(spiffeId)
	const roots = trustDomain === undefined ? undefined : bundles.get(trustDomain)
	const trustSource = trustDomain === undefined ? "no SPIFFE bundle" : `SPIFFE bundle of ${trustDomain}`
	const verification = await verifyChain({ chain, roots: roots ?? [], at, usage: "any", trustSource })
	const identity = description === undefined ? [] : checkIdentity(description, spiffeId, question)
	const reasons = [
		...identity,
		...(roots === undefined
			? withoutBundle(verification.reasons, trustDomain, bundles)
			: verification.reasons),
		...issuers.flatMap((issuer, position) =>
			issuer.kind === "certificate" ? checkSvidIssuer(issuer.description, position + 1) : [],
		),
	]
	const verdict = reasons.length === 0 ? "accepted" : "rejected"
	const name = nameFacts(question, description, identity.length === 0)
	return {
		verification: {
			...(await withOpenssl({ ...verification, verdict, reasons }, question)),
			...(name === undefined ? {} : { name }),
		},
		...(spiffeId === undefined ? {} : { spiffeId }),
		...(trustDomain === undefined ? {} : { trustDomain }),
	}
}

/** Whether the leaf is an X.509-SVID at all, of the expected ID, and keeps the rules for a leaf. */
function checkIdentity(
	leaf: CertificateDescription,
	spiffeId: SpiffeId | undefined,
	question: SpiffePeerQuestion,
): VerificationReason[] {
	const wrong = spiffeId === undefined ? explainNoId(leaf) : explainOtherId(spiffeId, question)
	const mismatch = wrong === undefined ? [] : [{ rule: "wrong-spiffe-id", certificate: 0, text: wrong }]
	return [...mismatch, ...checkSvid(leaf)]
}

function explainNoId({ sans }: CertificateDescription): string {
	const names = [...sans.dns, ...sans.ip].slice(0, 3).join(", ")
	const text = "The certificate carries no single SPIFFE ID, so it is no X.509-SVID."
	return names === "" ? text : `${text} It names ${names}.`
}

function explainOtherId(id: SpiffeId, question: SpiffePeerQuestion): string | undefined {
	const matcher = makeMatcher(question)
	if (typeof matcher === "string") return matcher
	const matched = matcher(id)
	return matched.ok ? undefined : matched.error.text
}

/** The matcher of what is expected, or a sentence when the expectation itself is invalid. */
function makeMatcher({ expectSpiffeId, trustDomain }: SpiffePeerQuestion): SpiffeIdMatcher | string {
	if (expectSpiffeId !== undefined) {
		const wanted = parseSpiffeId(expectSpiffeId)
		return wanted.ok ? matchId(wanted.value) : `The expected SPIFFE ID is invalid: ${wanted.error.text}`
	}
	if (trustDomain === undefined) return matchAny
	const wanted = parseTrustDomain(trustDomain)
	return wanted.ok
		? matchMemberOf(wanted.value)
		: `The expected trust domain is invalid: ${wanted.error.text}`
}

/** Without a bundle the chain's complaint about missing trust anchors gives way to why there are none. */
function withoutBundle(
	reasons: readonly VerificationReason[],
	trustDomain: string | undefined,
	bundles: TrustBundles,
): readonly VerificationReason[] {
	const others = reasons.filter(
		({ rule }) => rule !== "trust-bundle-missing-or-stale" && rule !== "self-signed-leaf",
	)
	if (trustDomain === undefined) return others
	const known = [...bundles.keys()]
	const held = known.length === 0 ? "We hold none at all." : `We hold bundles of ${known.join(", ")}.`
	const text = `There is no trust bundle for trust domain ${trustDomain}: federation is missing. ${held}`
	return [{ rule: "trust-bundle-missing-or-stale", certificate: 0, text }, ...others]
}

/** What was compared; undefined when nothing was expected. */
function nameFacts(
	{ expectSpiffeId, trustDomain }: SpiffePeerQuestion,
	leaf: CertificateDescription | undefined,
	isMatch: boolean,
): Verification["name"] | undefined {
	const wanted = expectSpiffeId ?? (trustDomain === undefined ? undefined : `any SPIFFE ID of ${trustDomain}`)
	if (wanted === undefined) return undefined
	const got = leaf?.sans.uri ?? []
	const [matched] = got
	return { wanted, kind: "spiffe", got, ...(isMatch && matched !== undefined ? { matched } : {}) }
}

/** The verification beside OpenSSL's word: it was given the anchors of every bundle, and takes the peer for a server. */
async function withOpenssl(
	found: Verification,
	{ chain, bundles, at, openssl }: SpiffePeerQuestion,
): Promise<Verification> {
	if (openssl === undefined) return found
	const difference = await explainOpensslDifference({
		found,
		openssl,
		chain,
		roots: [...bundles.values()].flat(),
		at,
		usage: "any",
		opensslUsage: "server",
	})
	return { ...found, openssl, ...(difference === undefined ? {} : { opensslDifference: difference }) }
}
