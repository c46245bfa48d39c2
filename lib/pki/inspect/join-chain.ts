import type { CertificateDescription } from "#x509/description"
import type { ChainUsage } from "#x509/path/chain-member"
import { compareRuntimes, type RuntimeComparison } from "#x509/path/compare-runtimes"
import { verifyChain } from "#x509/path/verify-chain"
import type { Verification, VerificationReason } from "#x509/verification"
import type { JoinedCertificate, JoinedChain } from "./joined.ts"

/** What is asked of a chain. */
export interface ChainWish {
	/** Absent: what the leaf itself says that it is for. */
	readonly usage?: ChainUsage
	/** DNS name or IP address; absent or empty: no name is asked for. */
	readonly name?: string
	/** SHA-256 of the certificate that the chain begins with; absent: the likeliest one. */
	readonly leaf?: string
}

interface ChainQuestion extends ChainWish {
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	/** DER of the revocation lists that were given. */
	readonly crls: readonly Uint8Array[]
	/** Names of the inputs. */
	readonly names: readonly string[]
}

/** Issuers beside the leaf that are held to the rules of every runtime. */
const issuersMax = 50

/**
 * What a chain can begin with: first what is no CA, otherwise, among a few certificates, what issued none of the
 * others. A bundle of trust anchors has no leaf.
 */
export function leavesOf(known: readonly JoinedCertificate[]): readonly JoinedCertificate[] {
	const candidates = known.filter(({ description, isTrusted }) => description !== undefined && !isTrusted)
	const ends = candidates.filter(({ description }) => description?.isCa === false)
	if (ends.length > 0) return ends
	const issuers = new Set(known.map(({ description }) => description?.issuer))
	const tops = candidates.filter(
		({ description }) => description?.isSelfIssued === false && !issuers.has(description.subject),
	)
	if (tops.length > 0 || candidates.length > 1) return tops
	return candidates
}

/**
 * Verifies the chain of a leaf through everything that was given, whatever file it came from. Roots are trusted
 * because they were given. Bounded as `verifyChain` and `compareRuntimes` are. Never throws and never fetches.
 */
export async function joinChain(
	leaf: JoinedCertificate,
	known: readonly JoinedCertificate[],
	{ usage = usageOf(leaf.description), name = "", at, crls, names }: ChainQuestion,
): Promise<JoinedChain | undefined> {
	if (leaf.description === undefined) return undefined
	const anchors = known.filter(isAnchor)
	const others = known
		.filter((each) => each !== leaf && !anchors.includes(each) && each.description?.isCa !== false)
		.slice(0, issuersMax)
	const members = [leaf, ...others]
	const roots = anchors.map(({ der }) => der)
	const wanted = name.trim() === "" ? {} : { name: name.trim() }
	const common = { at, usage, ...wanted, trustSource: trustWords(anchors, names), roots }
	const verification = await verifyChain({ ...common, chain: members.map(({ der }) => der) })
	const base = { leaf: leaf.description, usage, chain: members.map(({ observed }) => observed) }
	if (anchors.length === 0)
		return { ...base, hasAnchors: false, verification: untrusted(verification, members) }
	const intermediates = others.map(({ der }) => der)
	const lists = crls.length === 0 ? {} : { crls }
	const runtimes = await compareRuntimes({ ...common, ...lists, leaf: leaf.der, intermediates })
	return {
		...base,
		hasAnchors: true,
		verification: asGiven(withRevocation(verification, runtimes)),
		runtimes: { ...runtimes, verdicts: runtimes.verdicts.map(asGiven) },
	}
}

/** A list that revokes a link breaks it here too; that a list is missing is left to the runtimes that ask for one. */
function withRevocation(verification: Verification, { verdicts }: RuntimeComparison): Verification {
	const strict = verdicts.find(({ profile }) => profile === "rfc5280")
	const revoked = strict?.reasons.filter(({ rule }) => rule === "revoked") ?? []
	if (revoked.length === 0) return verification
	const place = ({ certificate }: VerificationReason) => certificate ?? Number.MAX_SAFE_INTEGER
	const reasons = [...verification.reasons, ...revoked].toSorted((a, b) => place(a) - place(b))
	return { ...verification, verdict: "rejected", reasons }
}

/** The same reasons in words for files: nobody sent them. */
function asGiven<Judged extends { readonly reasons: readonly VerificationReason[] }>(judged: Judged): Judged {
	const reasons = judged.reasons.map((reason) => ({
		...reason,
		text: reason.text
			.replace(
				/^The server did not send the certificate of (.*?), and it is/,
				"The certificate of $1 was not given, and it is",
			)
			.replace("it is neither on the wire nor among", "it is neither given nor among")
			.replace("the server should send it", "append it to the server's certificate file"),
	}))
	return { ...judged, reasons }
}

/** A certificate for clients alone is held to what servers ask of one, a CA to nothing; all others are servers'. */
function usageOf(leaf: CertificateDescription | undefined): ChainUsage {
	if (leaf?.isCa === true) return "any"
	const isForClients = leaf?.eku?.includes("clientAuth") === true && !leaf.eku.includes("serverAuth")
	return isForClients ? "client" : "server"
}

/** Trusted because it was given so, or because it is a root: whoever gives one wants to know whether it fits. */
function isAnchor({ isTrusted, description }: JoinedCertificate): boolean {
	return isTrusted || (description?.isSelfIssued === true && description.isCa)
}

function trustWords(anchors: readonly JoinedCertificate[], names: readonly string[]): string {
	const files = [...new Set(anchors.map(({ input }) => names[input] ?? "an input"))]
	if (files.length === 0) return "no trust anchor was given"
	const count = anchors.length === 1 ? "1 certificate" : `${anchors.length} certificates`
	return `${files.slice(0, 3).join(", ")}${files.length > 3 ? " …" : ""} (${count})`
}

const needsAnchors = new Set(["untrusted-issuer", "trust-bundle-missing-or-stale", "missing-intermediate"])

/** Without trust anchors the gap is what is told of: whose certificate comes next and is not among what was given. */
function untrusted(verification: Verification, members: readonly JoinedCertificate[]): Verification {
	const end = verification.path.at(-1)
	const last = members.find(({ sha256 }) => sha256 === end?.sha256)?.description
	if (last === undefined) return verification
	const certificate = end?.certificate
	const place = certificate === undefined ? {} : { certificate }
	const text = `It was issued by ${last.issuer === "" ? "somebody without a name" : last.issuer}, whose certificate is not among what was given. Add it, or give the roots that are to be trusted.`
	const others = verification.reasons.filter(({ rule }) => !needsAnchors.has(rule))
	const keyId = last.authorityKeyId === undefined ? {} : { keyId: last.authorityKeyId }
	return {
		...verification,
		reasons: [...others, { rule: "untrusted-issuer", ...place, text }],
		missingIssuer: { subject: last.issuer, ...keyId },
	}
}
