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
	if (trust.kind === "spiffe") {
		const judged = await verifySpiffePeer({
			chain,
			bundles: trust.bundles,
			at,
			openssl,
			...(expected.spiffeId === undefined ? {} : { expectSpiffeId: expected.spiffeId }),
			...(expected.trustDomain === undefined ? {} : { trustDomain: expected.trustDomain }),
		})
		return judged.verification
	}
	return verifyChain({
		chain,
		roots: trust.roots,
		at,
		usage: "server",
		name: expectedName(expected),
		trustSource: trust.source,
		openssl,
	})
}

function expectedName(expected: PeerExpectation) {
	if (expected.spiffeId !== undefined) return { kind: "spiffe", value: expected.spiffeId } as const
	return { kind: expected.isIp ? "ip" : "dns", value: expected.serverName } as const
}
