import { toHex } from "#base/bytes"
import type { ParsedCertificate } from "../certificate.ts"
import { fingerprint } from "../describe.ts"
import { isSameName } from "../name.ts"
import type { VerificationReason } from "../verification.ts"
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
 * another key id, a signature that does not verify, and every fault that the profile finds in it at that place: no CA,
 * path length, usages, validity, name constraints, critical extensions, weak key, revoked by a CRL given. The system's anchors with another name
 * are left out unless nobody fits. Bounded: 200 pairs.
 */
export async function traceIssuers(
	path: readonly ChainMember[],
	trial: IssuerTrial,
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
		const below = path.slice(0, position + 1)
		return looked.map((candidate) => ({ child, below, candidate }))
	})
	return Promise.all(
		pairs.slice(0, triedMax).map(async ({ child, below, candidate }) => ({
			certificate: await fingerprint(child.certificate.der),
			candidate: {
				sha256: await fingerprint(candidate.certificate.der),
				subject: candidate.certificate.subject.text,
				isAnchor: candidate.isAnchor,
			},
			reasons: await reasonsAgainst(below, candidate, trial),
		})),
	)
}

function isAuthority({ certificate }: ChainMember): boolean {
	return certificate.extensions.basicConstraints?.isCa === true || certificate.version < 3
}

/** What the caller knows of a candidate beyond the pair itself. */
interface IssuerTrial {
	readonly broken: readonly BrokenLink[]
	/** Every fault of a path by the rules of the profile. */
	readonly judge: (path: readonly ChainMember[]) => readonly VerificationReason[]
	/** Whether a CRL that was given revokes the candidate. */
	readonly isRevoked: (candidate: ChainMember) => Promise<boolean>
}

/** Faults of a certificate that speak against it as an issuer, whatever stands above it. */
const issuerRules = new Set([
	"path-length-exceeded",
	"key-usage",
	"ca-without-basic-constraints",
	"server-cert-wrong-eku",
	"client-cert-wrong-eku",
	"not-yet-valid",
	"expired-server-cert",
	"expired-client-cert",
	"trust-bundle-missing-or-stale",
	"name-constraint-violation",
	"name-constraint-limit",
	"unknown-critical-extension",
	"weak-signature-or-key",
	"explicit-curve",
])

async function reasonsAgainst(below: readonly ChainMember[], candidate: ChainMember, trial: IssuerTrial) {
	const child = below.at(-1)?.certificate
	const issuer = candidate.certificate
	if (child === undefined) return []
	const reasons: { rule: string; text: string }[] = []
	const wanted = child.extensions.authorityKeyId
	const held = issuer.extensions.subjectKeyId
	if (!isSameName(issuer.subject, child.issuer)) {
		const text = `Its subject is ${issuer.subject.text}; the issuer is ${child.issuer.text}.`
		reasons.push({ rule: "issuer-name", text })
	}
	if (wanted !== undefined && held !== undefined && toHex(wanted) !== toHex(held)) {
		const text = `Its key id is ${toHex(held)}; the certificate names ${toHex(wanted)}.`
		reasons.push({ rule: "key-identifier", text })
	}
	const link = trial.broken.find(
		(one) => one.child.certificate === child && one.issuer.certificate === issuer,
	)
	if (link?.check.kind === "invalid")
		reasons.push({ rule: "bad-signature", text: "Its key does not verify the signature." })
	if (link?.check.kind === "unsupported")
		reasons.push({ rule: "bad-signature", text: `The signature cannot be checked: ${link.check.text}.` })
	if (reasons.some(({ rule }) => rule === "issuer-name")) return [...reasons, ...noAuthority(issuer)]
	const known = new Set(trial.judge(below).map(({ text }) => text))
	const own = trial
		.judge([...below, candidate])
		.filter(({ rule, text }) => issuerRules.has(rule) && !known.has(text))
	reasons.push(...own.map(({ rule, text }) => ({ rule, text })))
	if (!candidate.isAnchor && (await trial.isRevoked(candidate)))
		reasons.push({ rule: "revoked", text: "A CRL that was given revokes it." })
	return reasons
}

/** Of a candidate with another name only this is told: the rest would be said of everybody who is not meant. */
function noAuthority({ version, extensions }: ParsedCertificate) {
	if (version < 3 || extensions.basicConstraints?.isCa === true) return []
	return [{ rule: "ca-without-basic-constraints", text: "It is no CA: basicConstraints does not say cA." }]
}
