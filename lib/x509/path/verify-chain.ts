import { type ParsedCertificate, readCertificate } from "../certificate.ts"
import { describeParsed, fingerprint } from "../describe.ts"
import { matchServerName, type NameMatch } from "../match-name.ts"
import type { PathLink, Verification, VerificationReason } from "../verification.ts"
import type { ChainMember, ChainUsage } from "./chain-member.ts"
import { checkPath } from "./check-path.ts"
import { explainOpensslDifference } from "./compare-openssl.ts"
import { explainIssuer } from "./explain-issuer.ts"
import { type PathSearch, searchPaths } from "./search-paths.ts"
import { signatureChecksMax } from "./signature-budget.ts"
import { readTrustAnchors, type TrustAnchors } from "./trust-anchors.ts"

/** What to verify. */
export interface ChainQuestion {
	/** DER as sent, leaf first; the others may come in any order. */
	readonly chain: readonly Uint8Array[]
	/** DER of the trust anchors. Keep the same array between calls: it is read once. */
	readonly roots: readonly Uint8Array[]
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	readonly usage: ChainUsage
	/** DNS name or IP literal to match against the leaf; absent: no name is checked. */
	readonly name?: string
	/** Absent: an IP literal is an IP, everything else a DNS name. */
	readonly nameKind?: "dns" | "ip"
	/** Where the trust anchors came from, in words; begins with `system` for the machine's own. */
	readonly trustSource: string
	/** OpenSSL's own word, passed through. */
	readonly openssl?: string
}

/** Most wire certificates that are looked at. */
export const wireCertificatesMax = 200

/**
 * Verifies a chain as grpc-go and rustls clients do, and reports every fault of the best path, leaf first. Every trust
 * anchor counts, whether it is a root, an intermediate or the leaf itself (as in Go and with OpenSSL's partial chain).
 * Signatures, validity, basic constraints, key usage, nested EKU, name constraints, critical extensions and key
 * strength are checked; certificate policies and revocation are not. Bounded: 200 certificates, 100 signatures.
 * Never throws and never fetches.
 */
export async function verifyChain(question: ChainQuestion): Promise<Verification> {
	const { chain, roots, at, usage, trustSource, openssl } = question
	const read = chain
		.slice(0, wireCertificatesMax)
		.map((der, index) => ({ index, parsed: readCertificate(der) }))
	const unreadable = read.flatMap(({ index, parsed }): VerificationReason[] =>
		parsed.ok
			? []
			: [
					{
						rule: "unreadable-certificate",
						certificate: index,
						text: `It cannot be read: ${parsed.error.text}.`,
					},
				],
	)
	const base = { trustSource, ...(openssl === undefined ? {} : { openssl }) }
	const wire = read.flatMap(({ index, parsed }): ChainMember[] =>
		parsed.ok ? [{ certificate: parsed.value, index, isAnchor: false }] : [],
	)
	const [leaf, ...others] = wire
	if (leaf?.index !== 0) {
		const none = { rule: "unreadable-certificate", text: "The peer sent no certificate." }
		const reasons = unreadable.length > 0 ? unreadable : [none]
		const found = { verdict: "rejected", reasons, path: [], anchored: false, ...base } as const
		return { ...found, ...(await differenceOf(found, question)) }
	}
	const anchors = readTrustAnchors(roots)
	const search = await searchPaths([leaf, ...others], anchors, (path) => checkPath(path, { at, usage }))
	const name = matchLeaf(leaf.certificate, question)
	const found = judge(search, question, wire, anchors)
	const reasons = inOrder([
		...unreadable,
		...tooMany(chain.length, search),
		...nameReasons(name),
		...found.reasons,
	])
	const verdict = reasons.length === 0 ? "accepted" : "rejected"
	const path = await Promise.all(found.path.map(describeLink))
	return {
		verdict,
		reasons,
		path,
		...(await differenceOf({ verdict, reasons, path, trustSource }, question)),
		anchored: search.anchored !== undefined,
		...(found.missingIssuer === undefined ? {} : { missingIssuer: found.missingIssuer }),
		...(name === undefined ? {} : { name: nameFacts(name) }),
		...base,
	}
}

/** Why OpenSSL came to another verdict, as a field; none when it did not. */
async function differenceOf(
	found: Pick<Verification, "verdict" | "reasons" | "path" | "trustSource">,
	{ chain, roots, at, usage, openssl }: ChainQuestion,
): Promise<Pick<Verification, "opensslDifference">> {
	if (openssl === undefined) return {}
	const opensslUsage = usage === "client" ? "client" : "server"
	const why = await explainOpensslDifference({ found, openssl, chain, roots, at, usage, opensslUsage })
	return why === undefined ? {} : { opensslDifference: why }
}

interface Judgement {
	readonly path: readonly ChainMember[]
	readonly reasons: readonly VerificationReason[]
	readonly missingIssuer?: Verification["missingIssuer"]
}

function judge(
	search: PathSearch,
	{ at, usage, trustSource }: ChainQuestion,
	wire: readonly ChainMember[],
	anchors: TrustAnchors,
): Judgement {
	if (search.anchored !== undefined) return search.anchored
	const { reason, missingIssuer } = explainIssuer({ search, wire, anchors, trustSource })
	return {
		path: search.longest,
		reasons: [reason, ...checkPath(search.longest, { at, usage })],
		...(missingIssuer === undefined ? {} : { missingIssuer }),
	}
}

function matchLeaf(leaf: ParsedCertificate, { name, nameKind }: ChainQuestion): NameMatch | undefined {
	if (name === undefined) return undefined
	const description = describeParsed(leaf, "")
	return matchServerName({ wanted: name, description, ...(nameKind === undefined ? {} : { kind: nameKind }) })
}

function nameReasons(name: NameMatch | undefined): VerificationReason[] {
	return name?.rule === undefined ? [] : [{ rule: name.rule, certificate: 0, text: name.text }]
}

function nameFacts({ wanted, kind, matched, got }: NameMatch): NonNullable<Verification["name"]> {
	return { wanted, kind, ...(matched === undefined ? {} : { matched }), got }
}

/** A limit that was reached is a reason of its own, unless a faultless path was found before. */
function tooMany(sent: number, search: PathSearch): VerificationReason[] {
	if (sent > wireCertificatesMax) {
		const text = `The peer sent ${sent} certificates; at most ${wireCertificatesMax} are looked at.`
		return [{ rule: "chain-too-long", text }]
	}
	if (!search.isCut || search.anchored?.reasons.length === 0) return []
	const text = `The search for a path was stopped: more than ${signatureChecksMax} signatures or too many paths to try.`
	return [{ rule: "path-search-limit", text }]
}

/** Leaf first; reasons without a certificate come last. Equal places keep their order. */
function inOrder(reasons: readonly VerificationReason[]): VerificationReason[] {
	const place = ({ certificate }: VerificationReason) => certificate ?? Number.MAX_SAFE_INTEGER
	return reasons.toSorted((a, b) => place(a) - place(b))
}

async function describeLink({ certificate, index, isAnchor }: ChainMember): Promise<PathLink> {
	return {
		sha256: await fingerprint(certificate.der),
		subject: certificate.subject.text,
		from: isAnchor ? "trust-anchor" : "wire",
		...(index === undefined ? {} : { certificate: index }),
	}
}
