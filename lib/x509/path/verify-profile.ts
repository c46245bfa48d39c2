import type { Verification } from "../verification.ts"
import type { ChainUsage } from "./chain-member.ts"
import { verifyChain } from "./verify-chain.ts"

/** Whose rules a chain is held to. */
export const verifyProfiles = ["rfc5280", "openssl", "node", "go", "java", "grpc-core"] as const
export type VerifyProfile = (typeof verifyProfiles)[number]

/** What to verify, and by whose rules. Certificates are DER. */
export interface ProfileQuestion {
	readonly profile: VerifyProfile
	readonly leaf: Uint8Array
	readonly intermediates: readonly Uint8Array[]
	readonly roots: readonly Uint8Array[]
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	readonly usage: ChainUsage
	readonly name?: string
	/** Absent: an IP literal is an IP, everything else a DNS name. */
	readonly nameKind?: "dns" | "ip"
	/** DER of CRLs; when given, revocation is checked. Nothing is fetched. */
	readonly crls?: readonly Uint8Array[]
	/** Where the trust anchors came from, in words. */
	readonly trustSource?: string
}

/** Verifies a chain by the rules of one runtime. Never throws and never fetches. */
export async function verifyProfile(question: ProfileQuestion): Promise<Verification> {
	const { leaf, intermediates, trustSource = "given", ...rest } = question
	return verifyChain({ ...rest, chain: [leaf, ...intermediates], trustSource })
}
