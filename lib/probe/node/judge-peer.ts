import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import { verifySpiffePeer } from "#spiffe/verify-peer"
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
