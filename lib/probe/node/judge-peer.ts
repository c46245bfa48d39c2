import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import { spiffeIdOf } from "#spiffe/svid-rules"
import { verifySpiffePeer } from "#spiffe/verify-peer"
import { describeCertificate } from "#x509/describe"
import { compareRuntimes, type RuntimeComparison } from "#x509/path/compare-runtimes"
import { verifyChain } from "#x509/path/verify-chain"
import type { Verification } from "#x509/verification"
import type { Trust } from "./material.ts"

/** What the endpoint's settings expect of the peer. */
export interface PeerExpectation {
	/** Name that the certificate must carry, unless a SPIFFE ID is expected. */
	readonly serverName: string
	readonly isIp: boolean
	readonly spiffeId?: string
	readonly trustDomain?: string
}

/**
 * Our own verdict on the chain as it was sent, beside what OpenSSL said. Under SPIFFE trust the bundle of the leaf's
 * own trust domain decides and no DNS name is looked at; otherwise the roots and the expected name do.
 */
export async function judgePeer(
	chain: readonly Uint8Array[],
	openssl: string,
	trust: Trust,
	expected: PeerExpectation,
	at: number,
): Promise<Verification> {
	const bundles = bundlesFor(trust, expected)
	if (bundles !== undefined) {
		const judged = await verifySpiffePeer({
			chain,
			bundles,
			at,
			openssl,
			...(expected.spiffeId === undefined ? {} : { expectSpiffeId: expected.spiffeId }),
			...(expected.trustDomain === undefined ? {} : { trustDomain: expected.trustDomain }),
		})
		return judged.verification
	}
	return verifyChain({
		chain,
		roots: trust.kind === "roots" ? trust.roots : [],
		at,
		usage: "server",
		name: expected.serverName,
		nameKind: expected.isIp ? "ip" : "dns",
		trustSource: trust.source,
		openssl,
	})
}

/**
 * What the rules of every runtime say of the same chain; undefined when none was sent. Where a SPIFFE bundle decides,
 * the chain alone is held to them: they know no SPIFFE ID, and no DNS name is expected.
 */
export async function comparePeer(
	chain: readonly Uint8Array[],
	trust: Trust,
	expected: PeerExpectation,
	at: number,
): Promise<RuntimeComparison | undefined> {
	const [leaf, ...intermediates] = chain.slice(0, chainComparedMax)
	if (leaf === undefined) return undefined
	const bundles = bundlesFor(trust, expected)
	const common = { leaf, intermediates, at, usage: "server" } as const
	if (bundles === undefined) {
		const roots = trust.kind === "roots" ? trust.roots : []
		const nameKind = expected.isIp ? "ip" : "dns"
		return compareRuntimes({
			...common,
			roots,
			name: expected.serverName,
			nameKind,
			trustSource: trust.source,
		})
	}
	const described = await describeCertificate(leaf)
	const id = described.kind === "certificate" ? spiffeIdOf(described.description) : undefined
	const domain = id === undefined ? undefined : trustDomainOf(id)
	const roots = domain === undefined ? undefined : bundles.get(domain)
	const trustSource = domain === undefined ? "no SPIFFE bundle" : `SPIFFE bundle of ${domain}`
	return compareRuntimes({ ...common, roots: roots ?? [], trustSource })
}

/** Certificates of one chain that are held to the rules of every runtime. */
const chainComparedMax = 20

/** Roots from a file serve as the bundle of the trust domain that the settings expect, when they expect one. */
function bundlesFor(
	trust: Trust,
	expected: PeerExpectation,
): ReadonlyMap<string, readonly Uint8Array[]> | undefined {
	if (trust.kind === "spiffe") return trust.bundles
	const id = expected.spiffeId === undefined ? undefined : parseSpiffeId(expected.spiffeId)
	const domain = id?.ok === true ? trustDomainOf(id.value) : expected.trustDomain
	return domain === undefined ? undefined : new Map([[domain, trust.roots]])
}
