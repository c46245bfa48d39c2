import { toHex } from "#base/bytes"
import { type ParsedCertificate, readCertificate } from "../certificate.ts"
import { isSameName } from "../name.ts"
import { splitTrusted } from "../trusted-certificate.ts"
import type { VerificationReason } from "../verification.ts"
import type { ChainMember } from "./chain-member.ts"
import { readAuthorityKeyForm } from "./extension-values.ts"
import type { Profile } from "./profiles.ts"
import { readTrustAnchors, type TrustAnchors } from "./trust-anchors.ts"

/** What a path is built from. */
export interface PathMaterial {
	readonly unreadable: readonly VerificationReason[]
	/** The leaf and what may stand between it and an anchor. */
	readonly wire: readonly [ChainMember, ...ChainMember[]]
	readonly anchors: TrustAnchors
}

/** Most certificates that are looked at. */
export const certificatesMax = 200

/**
 * Reads what a path is built from. Without partial chains only self-issued anchors end a path; the other trusted
 * certificates are intermediates, and stand in for those that were sent with the same subject and key, as in OpenSSL.
 */
export function gatherMaterial(
	leaf: ParsedCertificate,
	question: { readonly intermediates: readonly Uint8Array[]; readonly roots: readonly Uint8Array[] },
	profile: Profile,
): PathMaterial {
	const unreadable: VerificationReason[] = []
	const wire: [ChainMember, ...ChainMember[]] = [{ certificate: leaf, index: 0, isAnchor: false }]
	for (const [at, der] of question.intermediates.slice(0, certificatesMax).entries()) {
		const read = readCertificate(der)
		if (read.ok) wire.push({ certificate: read.value, index: at + 1, isAnchor: false })
		else {
			const text = `It cannot be read: ${read.error.text}.`
			unreadable.push({ rule: "unreadable-certificate", certificate: at + 1, text })
		}
	}
	const all = readTrustAnchors(plainRoots(question.roots))
	if (profile.allowsPartialChain) return { unreadable, wire, anchors: all }
	const [first, ...sent] = wire
	const untrusted = sent.filter(({ certificate }) => all.holding(certificate) === undefined)
	const used: [ChainMember, ...ChainMember[]] = [first, ...untrusted]
	const selfIssued = all.all.filter((certificate) => isRoot(certificate, profile)).map(({ der }) => der)
	for (const certificate of all.all) {
		if (!isRoot(certificate, profile) && used.length <= certificatesMax)
			used.push({ certificate, isAnchor: false })
	}
	return { unreadable, wire: used, anchors: readTrustAnchors(selfIssued) }
}

function isRoot(certificate: ParsedCertificate, { matchesAuthorityKey }: Profile): boolean {
	if (!isSameName(certificate.subject, certificate.issuer)) return false
	const form = matchesAuthorityKey ? readAuthorityKeyForm(certificate.extensions) : undefined
	const isOtherIssuer = form?.issuer !== undefined && !isSameName(form.issuer, certificate.issuer)
	const isOtherSerial = form?.serial !== undefined && form.serial !== toHex(certificate.serial)
	return !isOtherIssuer && !isOtherSerial
}

const plain = new WeakMap<readonly Uint8Array[], readonly Uint8Array[]>()

/** The anchors without OpenSSL's trust settings; the same array for the same roots, so that they are read once. */
function plainRoots(roots: readonly Uint8Array[]): readonly Uint8Array[] {
	const known = plain.get(roots) ?? roots.map((root) => splitTrusted(root).der)
	plain.set(roots, known)
	return known
}
