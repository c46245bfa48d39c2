import type { CertificateDescription, ObservedCertificate } from "#x509/description"
import type { Verification } from "#x509/verification"
import type { PeerFacts } from "./observation.ts"

/** What was expected of the peer, as the settings put it. */
export interface ExpectedPeer {
	readonly serverName: string
	readonly isIp: boolean
	readonly spiffeId?: string
	readonly trustDomain?: string
}

/** Says who the peer proved to be by its leaf, and whether that is who was expected. Undefined without a leaf that can be read. */
export function describePeer(
	chain: readonly ObservedCertificate[] | undefined,
	verification: Verification | undefined,
	expected: ExpectedPeer,
): PeerFacts | undefined {
	const first = chain?.[0]
	if (first?.kind !== "certificate") return undefined
	const named = identityOf(first.description, verification?.name?.matched)
	const wanted = verification?.name?.wanted
	return {
		...named,
		expected: describeExpected(expected, wanted),
		...(verification?.name === undefined ? {} : { matched: verification.name.matched !== undefined }),
	}
}

function identityOf(leaf: CertificateDescription, matched: string | undefined): PeerFacts {
	const uri = leaf.sans.uri.find((each) => each.startsWith("spiffe://"))
	if (uri !== undefined) {
		const trustDomain = uri.slice("spiffe://".length).split("/", 1)[0] ?? ""
		return { identity: uri, kind: "spiffe", spiffeId: uri, trustDomain }
	}
	if (matched !== undefined && leaf.sans.ip.includes(matched)) return { identity: matched, kind: "ip" }
	const dns = leaf.sans.dns.find((each) => each === matched) ?? leaf.sans.dns[0]
	if (dns !== undefined) return { identity: dns, kind: "dns" }
	const ip = leaf.sans.ip[0]
	if (ip !== undefined) return { identity: ip, kind: "ip" }
	if (leaf.commonName !== undefined) return { identity: leaf.commonName, kind: "cn" }
	return { identity: leaf.subject, kind: "none" }
}

function describeExpected(expected: ExpectedPeer, wanted: string | undefined): string {
	if (expected.spiffeId !== undefined) return expected.spiffeId
	if (expected.trustDomain !== undefined) return `any SPIFFE ID of trust domain ${expected.trustDomain}`
	if (wanted?.startsWith("spiffe://")) return wanted
	return `${expected.isIp ? "IP address" : "DNS name"} ${expected.serverName}`
}
