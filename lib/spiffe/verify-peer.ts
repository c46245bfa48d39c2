import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { verifyChain } from "#x509/path/verify-chain"
import type { Verification, VerificationReason } from "#x509/verification"
import { parseSpiffeId, trustDomainOf } from "./id.ts"
import { checkSvid } from "./svid-rules.ts"

/** A peer's chain and what it is judged by. */
export interface SpiffePeerQuestion {
	/** DER as sent, leaf first. */
	readonly chain: readonly Uint8Array[]
	/** CA certificates (DER) by trust domain name. */
	readonly bundles: ReadonlyMap<string, readonly Uint8Array[]>
	/** The exact ID that is expected; wins over `trustDomain`. */
	readonly expectSpiffeId?: string
	/** The trust domain that any ID must belong to. */
	readonly trustDomain?: string
	/** Epoch milliseconds. */
	readonly at: number
	/** OpenSSL's own word, kept beside ours. */
	readonly openssl?: string
}

/** The verdict, and the identity that the leaf claims. */
export interface SpiffePeerVerdict {
	readonly verification: Verification
	readonly spiffeId?: string
	readonly trustDomain?: string
}

/**
 * Verifies a peer as X.509-SVID section 5 asks: by the bundle of the leaf's own trust domain and no other, then the
 * expected ID. Names of hosts are not looked at. Every fault is reported.
 */
export async function verifySpiffePeer(question: SpiffePeerQuestion): Promise<SpiffePeerVerdict> {
	const { chain, bundles, at, openssl } = question
	const identity = await identityOf(chain)
	const domain = identity.trustDomain
	const roots = domain === undefined ? [] : (bundles.get(domain) ?? [])
	const trustSource = domain === undefined ? "no trust bundle" : `SPIFFE bundle of ${domain}`
	const base = await verifyChain({
		chain,
		roots,
		at,
		usage: "server",
		trustSource,
		...(openssl === undefined ? {} : { openssl }),
	})
	const hasBundle = domain === undefined || roots.length > 0
	const chainReasons = hasBundle ? base.reasons : [missingBundle(domain, bundles)]
	const reasons = [...identity.reasons, ...chainReasons, ...expectationReasons(question, identity)]
	const wanted =
		question.expectSpiffeId ??
		(question.trustDomain === undefined ? undefined : `spiffe://${question.trustDomain}`)
	const isExpected = expectationReasons(question, identity).length === 0
	const verification: Verification = {
		...base,
		reasons,
		verdict: reasons.length === 0 ? "accepted" : "rejected",
		...(wanted === undefined
			? {}
			: {
					name: {
						wanted,
						kind: "spiffe",
						got: identity.uris,
						...(isExpected && identity.spiffeId !== undefined ? { matched: identity.spiffeId } : {}),
					},
				}),
	}
	return {
		verification,
		...(identity.spiffeId === undefined ? {} : { spiffeId: identity.spiffeId }),
		...(domain === undefined ? {} : { trustDomain: domain }),
	}
}

interface PeerIdentity {
	readonly uris: readonly string[]
	readonly spiffeId?: string
	readonly trustDomain?: string
	readonly reasons: readonly VerificationReason[]
}

async function identityOf(chain: readonly Uint8Array[]): Promise<PeerIdentity> {
	const [der] = chain
	const leaf = der === undefined ? undefined : await describeCertificate(der)
	if (leaf?.kind !== "certificate") return { uris: [], reasons: [] }
	return claimsOf(leaf.description)
}

function claimsOf(leaf: CertificateDescription): PeerIdentity {
	const uris = leaf.sans.uri
	const ids = uris.map((uri) => parseSpiffeId(uri))
	const [first] = ids
	if (first === undefined || !ids.some((id) => id.ok)) {
		const got = leaf.sans.dns.length > 0 ? ` It names ${leaf.sans.dns.slice(0, 3).join(", ")}.` : ""
		const text = `The certificate carries no SPIFFE ID, so it is no X.509-SVID.${got}`
		return { uris, reasons: [{ rule: "wrong-spiffe-id", certificate: 0, text }] }
	}
	const reasons = checkSvid(leaf)
	const id = ids.find((each) => each.ok)
	if (id === undefined || !id.ok) return { uris, reasons }
	return { uris, spiffeId: id.value, trustDomain: trustDomainOf(id.value), reasons }
}

function missingBundle(
	domain: string | undefined,
	bundles: ReadonlyMap<string, readonly Uint8Array[]>,
): VerificationReason {
	const known = [...bundles.keys()]
	const have = known.length === 0 ? "We hold none at all." : `We hold bundles of ${known.join(", ")}.`
	const text = `There is no trust bundle for trust domain ${domain}: federation is missing. ${have}`
	return { rule: "trust-bundle-missing-or-stale", text }
}

function expectationReasons(
	question: SpiffePeerQuestion,
	identity: PeerIdentity,
): readonly VerificationReason[] {
	const { expectSpiffeId, trustDomain } = question
	const got = identity.spiffeId
	if (got === undefined) return []
	if (expectSpiffeId !== undefined && expectSpiffeId !== got) {
		return [
			{
				rule: "wrong-spiffe-id",
				certificate: 0,
				text: `The peer is ${got}; expected was ${expectSpiffeId}.`,
			},
		]
	}
	if (expectSpiffeId === undefined && trustDomain !== undefined && trustDomain !== identity.trustDomain) {
		const text = `The peer belongs to trust domain ${identity.trustDomain}; expected was ${trustDomain}.`
		return [{ rule: "wrong-spiffe-id", certificate: 0, text }]
	}
	return []
}
