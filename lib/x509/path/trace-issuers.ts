import { toHex } from "#base/bytes"
import type { ParsedCertificate } from "../certificate.ts"
import { fingerprint } from "../describe.ts"
import { isSameName } from "../name.ts"
import type { ChainMember } from "./chain-member.ts"
import type { BrokenLink } from "./search-paths.ts"

/** One certificate of the path, one that could have issued it, and what speaks against that. */
export interface TriedIssuer {
	/** SHA-256 of the certificate. */
	readonly certificate: string
	readonly candidate: { readonly sha256: string; readonly subject: string; readonly isAnchor: boolean }
	/** Absent reasons: this is its issuer. Sentences, by rule. */
	readonly reasons: readonly { readonly rule: string; readonly text: string }[]
}

/** Most pairs that are told of; a trust store of a system has some hundred anchors. */
const triedMax = 200

/**
 * Tells of every certificate of a path who was looked at as its issuer and why each was not taken: another name,
 * another key id, a signature that does not verify, no CA, no right to sign. The system's anchors with another name
 * are left out unless nobody fits. Bounded: 200 pairs.
 */
export async function traceIssuers(
	path: readonly ChainMember[],
	broken: readonly BrokenLink[],
	candidates: readonly ChainMember[],
): Promise<readonly TriedIssuer[]> {
	const pairs = path.flatMap((child, position) => {
		const isEnd =
			child.isAnchor || (position > 0 && isSameName(child.certificate.subject, child.certificate.issuer))
		const others = isEnd ? [] : candidates.filter(({ certificate }) => certificate !== child.certificate)
		const named = others.filter(({ certificate }) =>
			isSameName(certificate.subject, child.certificate.issuer),
		)
		const looked = named.length > 0 ? named : others.filter(isAuthority)
		return looked.map((candidate) => ({ child, candidate }))
	})
	return Promise.all(
		pairs.slice(0, triedMax).map(async ({ child, candidate }) => ({
			certificate: await fingerprint(child.certificate.der),
			candidate: {
				sha256: await fingerprint(candidate.certificate.der),
				subject: candidate.certificate.subject.text,
				isAnchor: candidate.isAnchor,
			},
			reasons: reasonsAgainst(child.certificate, candidate.certificate, broken),
		})),
	)
}

function isAuthority({ certificate }: ChainMember): boolean {
	return certificate.extensions.basicConstraints?.isCa === true || certificate.version < 3
}

function reasonsAgainst(child: ParsedCertificate, issuer: ParsedCertificate, broken: readonly BrokenLink[]) {
	const reasons: { rule: string; text: string }[] = []
	const wanted = child.extensions.authorityKeyId
	const held = issuer.extensions.subjectKeyId
	if (!isSameName(issuer.subject, child.issuer)) {
		reasons.push({
			rule: "issuer-name",
			text: `Its subject is ${issuer.subject.text}; the issuer is ${child.issuer.text}.`,
		})
	}
	if (wanted !== undefined && held !== undefined && toHex(wanted) !== toHex(held)) {
		reasons.push({
			rule: "key-identifier",
			text: `Its key id is ${toHex(held)}; the certificate names ${toHex(wanted)}.`,
		})
	}
	const link = broken.find((one) => one.child.certificate === child && one.issuer.certificate === issuer)
	if (link?.check.kind === "invalid") {
		reasons.push({ rule: "bad-signature", text: "Its key does not verify the signature." })
	}
	if (link?.check.kind === "unsupported") {
		reasons.push({ rule: "bad-signature", text: `The signature cannot be checked: ${link.check.text}.` })
	}
	if (issuer.version >= 3 && issuer.extensions.basicConstraints?.isCa !== true) {
		reasons.push({
			rule: "ca-without-basic-constraints",
			text: "It is no CA: basicConstraints does not say cA.",
		})
	}
	if (issuer.extensions.keyUsage?.includes("keyCertSign") === false) {
		reasons.push({
			rule: "key-usage",
			text: "It may not sign certificates: its key usage lacks keyCertSign.",
		})
	}
	return reasons
}
