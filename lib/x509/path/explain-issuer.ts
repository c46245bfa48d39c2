import { toHex } from "#base/bytes"
import type { ParsedCertificate } from "../certificate.ts"
import { isSameName, nameAttribute } from "../name.ts"
import type { Verification, VerificationReason } from "../verification.ts"
import { type ChainMember, subjectWord, wordFor } from "./chain-member.ts"
import type { BrokenLink, PathSearch } from "./search-paths.ts"
import type { TrustAnchors } from "./trust-anchors.ts"

/** Why no trust anchor was reached, and who would have been needed. */
export interface IssuerProblem {
	readonly reason: VerificationReason
	readonly missingIssuer?: NonNullable<Verification["missingIssuer"]>
}

/** What the explanation looks at. */
export interface IssuerQuestion {
	readonly search: PathSearch
	readonly wire: readonly ChainMember[]
	readonly anchors: TrustAnchors
	/** Where the anchors came from, in words; begins with `system` for the machine's own. */
	readonly trustSource: string
}

/**
 * Decides which fault kept a chain from its trust anchor, from what can be proved: an empty bundle, a CA that was made
 * anew under its old name, a signature that does not fit, a self-signed certificate, an intermediate that was not sent,
 * or an issuer that nobody trusts. Where the last two cannot be told apart the text says so.
 */
export function explainIssuer(question: IssuerQuestion): IssuerProblem {
	const { search, anchors, trustSource } = question
	const position = search.longest.length - 1
	const top = search.longest[position]
	if (top === undefined) throw new Error("a path search always visits the leaf")
	const at = top.index === undefined ? {} : { certificate: top.index }
	const say = (rule: string, text: string): IssuerProblem => ({ reason: { rule, ...at, text } })
	const isSelfIssued = isSameName(top.certificate.subject, top.certificate.issuer)
	const broken = search.broken.filter(({ child }) => child === top)
	if (anchors.all.length === 0 && !(isSelfIssued && position === 0))
		return say("trust-bundle-missing-or-stale", emptyBundle(question))
	const renewed = explainRenewed(top, anchors, broken, trustSource)
	if (renewed !== undefined) return say("trust-bundle-missing-or-stale", renewed)
	const [firstBroken] = broken
	if (firstBroken !== undefined) return say("bad-signature", explainBroken(firstBroken, position))
	if (isSelfIssued && position === 0) {
		const text = `The ${wordFor(top, position)} is self-signed: it is its own issuer, and it is not among the trust anchors (${trustSource}).`
		return say("self-signed-leaf", text)
	}
	if (isSelfIssued) {
		const text = `The chain ends in ${subjectWord(top.certificate)}, which is not among the trust anchors (${trustSource}).`
		return say("untrusted-issuer", text)
	}
	return explainAbsent(top, question)
}

function emptyBundle({ anchors, trustSource }: IssuerQuestion): string {
	const unreadable = anchors.unreadable > 0 ? `: none of its ${anchors.unreadable} entries could be read` : ""
	return `There is no trust anchor to verify against (${trustSource})${unreadable}.`
}

/** A trust anchor has the issuer's name but another key: the CA was made anew and the trust bundle is the old one. */
function explainRenewed(
	top: ChainMember,
	anchors: TrustAnchors,
	broken: readonly BrokenLink[],
	trustSource: string,
): string | undefined {
	const namesake = anchors.named(top.certificate.issuer)[0]
	const wanted = top.certificate.extensions.authorityKeyId
	const isOtherKey = broken.every(({ issuer, check }) => {
		const held = issuer.certificate.extensions.subjectKeyId
		const isSameKeyId = wanted !== undefined && held !== undefined && toHex(wanted) === toHex(held)
		return !isSameKeyId && check.kind === "invalid"
	})
	if (namesake === undefined || !isOtherKey) return undefined
	return `A trust anchor is named ${subjectWord(namesake)}, but its key did not sign this chain: the CA was probably made anew under the same name, and the trust anchors (${trustSource}) are the old ones.`
}

function explainBroken({ child, issuer, check }: BrokenLink, position: number): string {
	const [subject, signer] = [wordFor(child, position), subjectWord(issuer.certificate)]
	if (check.kind === "unsupported")
		return `The signature of the ${subject} by ${signer} cannot be checked: ${check.text}.`
	return `The signature of the ${subject} does not verify with the key of ${signer}: the certificate was altered, or another CA of the same name signed it.`
}

function explainAbsent(top: ChainMember, question: IssuerQuestion): IssuerProblem {
	const { issuer, extensions } = top.certificate
	const { authorityKeyId } = extensions
	const missingIssuer = {
		subject: issuer.text,
		...(authorityKeyId === undefined ? {} : { keyId: toHex(authorityKeyId) }),
	}
	const at = top.index === undefined ? {} : { certificate: top.index }
	const name = issuer.text === "" ? "an issuer without a name" : issuer.text
	const sign = findIntermediateSign(top, question)
	if (sign === undefined) {
		const text = `${name} issued the last certificate of the chain; it is neither on the wire nor among the trust anchors (${question.trustSource}). If it is an intermediate of a CA that is trusted, the server should send it.`
		return { reason: { rule: "untrusted-issuer", ...at, text }, missingIssuer }
	}
	const text = `The server did not send the certificate of ${name}, and it is not among the trust anchors (${question.trustSource}). It seems to be an intermediate: ${sign}. If it is a root of its own instead, it is not trusted.`
	return { reason: { rule: "missing-intermediate", ...at, text }, missingIssuer }
}

/** What speaks for an intermediate that was left out; undefined when nothing does, or when an intermediate was sent. */
function findIntermediateSign(
	top: ChainMember,
	{ wire, anchors, trustSource }: IssuerQuestion,
): string | undefined {
	if (wire.some(({ certificate }) => isIntermediate(certificate))) return undefined
	const { issuer, extensions } = top.certificate
	const words = `${nameAttribute(issuer, "2.5.4.3") ?? ""} ${nameAttribute(issuer, "2.5.4.11") ?? ""}`
	if (/intermediate|issuing|subordinate|sub[- ]?ca/i.test(words)) return "its name says so"
	if (/\broot\b/i.test(words)) return undefined
	if ((extensions.caIssuers?.length ?? 0) > 0)
		return "the certificate says where its issuer can be fetched (AIA)"
	if (/^system\b/i.test(trustSource)) return undefined
	const kin = anchors.all.find((anchor) => isKin(top.certificate, anchor))
	return kin === undefined
		? undefined
		: `the trust anchor ${subjectWord(kin)} shares its organization or name`
}

/** A CA that another one issued. A root that was sent says nothing about whether an intermediate was. */
function isIntermediate({ extensions, subject, issuer }: ParsedCertificate): boolean {
	return extensions.basicConstraints?.isCa === true && !isSameName(subject, issuer)
}

function isKin({ issuer }: ParsedCertificate, { subject }: ParsedCertificate): boolean {
	const [ours, theirs] = [nameAttribute(issuer, "2.5.4.10"), nameAttribute(subject, "2.5.4.10")]
	if (ours !== undefined && ours === theirs) return true
	const [name, root] = [nameAttribute(issuer, "2.5.4.3"), nameAttribute(subject, "2.5.4.3")]
	const prefix = /^(.{4,}?)[\s-]+(root|ca)\b/i.exec(root ?? "")?.[1]
	return name !== undefined && prefix !== undefined && name.toLowerCase().startsWith(prefix.toLowerCase())
}
