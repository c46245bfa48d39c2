import { isSameName } from "../name.ts"
import type { VerificationReason } from "../verification.ts"
import { type ChainMember, subjectWord } from "./chain-member.ts"
import { verifySignature } from "./verify-signature.ts"

/** What the given trust anchors are trusted for; a setting that is absent is off. */
export interface AnchorTrust {
	/** They may stand at the end of a path. */
	readonly issues: boolean
	/** One of them may be the leaf itself: as it is, or only when it is self-signed. */
	readonly leaf?: "any" | "self-signed"
	/** Their own extensions bind the path (RFC 5937). */
	readonly constrains?: boolean
	/** Their validity counts. */
	readonly expires?: boolean
	/** Those of version 3 need basicConstraints. Only beside `constrains`. */
	readonly needsBasicConstraints?: boolean
}

/** Why the trust given does not cover the way this path uses its anchor; empty when it does, or when there is none. */
export async function checkAnchorTrust(
	path: readonly ChainMember[],
	trust: AnchorTrust,
): Promise<readonly VerificationReason[]> {
	const anchor = path.at(-1)
	if (anchor === undefined || !anchor.isAnchor) return []
	const at = anchor.index === undefined ? {} : { certificate: anchor.index }
	const word = subjectWord(anchor.certificate)
	if (path.length > 1) {
		const text = `${word} ends the path, and it is not trusted to issue.`
		return trust.issues ? [] : [{ rule: "not-a-trust-anchor", ...at, text }]
	}
	if (trust.leaf === undefined) {
		const text = `${word} is both the certificate and its own anchor, and it is not trusted as a leaf.`
		return [{ rule: "not-a-trust-anchor", ...at, text }]
	}
	if (trust.leaf === "any") return []
	const { certificate } = anchor
	const isOwn = isSameName(certificate.subject, certificate.issuer)
	if (isOwn && (await verifySignature(certificate, certificate.publicKey)).kind === "valid") return []
	const text = `${word} is trusted only when it is self-signed, and its signature does not verify with its own key.`
	return [{ rule: "bad-signature", ...at, text }]
}
