import { toHex } from "#base/bytes"
import type { ParsedCertificate } from "../certificate.ts"
import type { CrlEntry, ParsedCrl } from "../crl.ts"
import { type DistributionPoint, nameKey, readDistributionPoints } from "../distribution-points.ts"
import { isSameName } from "../name.ts"
import type { VerificationReason } from "../verification.ts"
import { type ChainMember, wordFor } from "./chain-member.ts"
import { type SignatureBudget, signatureChecksMax } from "./signature-budget.ts"
import { isSameEntity } from "./trust-anchors.ts"

/** What revocation is checked with. */
export interface RevocationQuestion {
	readonly crls: readonly ParsedCrl[]
	/** Certificates that may have signed a CRL; those of the path are always looked at. */
	readonly pool: readonly ParsedCertificate[]
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	/** RFC 5280 section 5.2.3 demands a cRLNumber. */
	readonly needsNumber: boolean
	/** OpenSSL wants the key usage cRLSign in words; RFC 5280 takes no key usage for any. */
	readonly needsCrlSign: boolean
	/** What signatures may cost. When it is spent, a status that is not known yet stays unknown. */
	readonly budget: SignatureBudget
	/** Certificates of the path that are checked, from the leaf; absent: all but the anchor. */
	readonly countMax?: number
}

/** Bits of ReasonFlags that must be covered (RFC 5280 section 4.2.1.13): keyCompromise to aACompromise. */
const allReasons = [1, 2, 3, 4, 5, 6, 7, 8]
const removeFromCrl = 8
const nestingMax = 3

/**
 * Revocation of the certificates of a path by CRLs that were given (RFC 5280 section 6.3): complete, partitioned,
 * indirect and delta lists. A certificate that no usable list covers is not called valid: `revocation-unknown`.
 */
export async function checkRevocation(
	path: readonly ChainMember[],
	question: RevocationQuestion,
): Promise<VerificationReason[]> {
	const reasons: VerificationReason[] = []
	const checked = path.slice(0, question.countMax ?? path.length)
	for (const [position, member] of checked.entries()) {
		if (member.isAnchor) continue
		const status = await statusOf(member.certificate, path.slice(position + 1), question, 0)
		const at = member.index === undefined ? {} : { certificate: member.index }
		const word = wordFor(member, position)
		if (status.kind === "unknown") {
			reasons.push({
				rule: "revocation-unknown",
				...at,
				text: `Whether the ${word} is revoked is not known: ${status.text}.`,
			})
		}
		if (status.kind === "revoked") {
			const day = new Date(status.entry.revokedAt).toISOString().slice(0, 10)
			reasons.push({ rule: "revoked", ...at, text: `The ${word} was revoked by its issuer on ${day}.` })
		}
	}
	return reasons
}

/** Whether a CRL given, signed by one of `others` that has the name of its issuer, revokes a certificate. */
export async function isKnownRevoked(
	member: ChainMember,
	others: readonly ChainMember[],
	question: RevocationQuestion,
): Promise<boolean> {
	const above = others.filter(({ certificate }) => isSameName(certificate.subject, member.certificate.issuer))
	return (await statusOf(member.certificate, above, question, 0)).kind === "revoked"
}

type Status =
	| { readonly kind: "good" }
	| { readonly kind: "revoked"; readonly entry: CrlEntry }
	| { readonly kind: "unknown"; readonly text: string }

async function statusOf(
	certificate: ParsedCertificate,
	above: readonly ChainMember[],
	question: RevocationQuestion,
	nesting: number,
): Promise<Status> {
	const points = readDistributionPoints(certificate.extensions)
	const covered = new Set<number>()
	let why = "no CRL of its issuer was given"
	for (const base of question.crls.filter((crl) => crl.deltaBase === undefined)) {
		const reasons = coveredReasons(certificate, points, base)
		if (reasons === undefined) continue
		const problem = await findProblem(base, certificate, above, question, nesting)
		if (problem !== undefined) {
			why = problem
			continue
		}
		const entry = await findEntry(base, certificate, above, question, nesting)
		if (entry !== undefined) return { kind: "revoked", entry }
		for (const reason of reasons) covered.add(reason)
	}
	if (allReasons.every((reason) => covered.has(reason))) return { kind: "good" }
	return { kind: "unknown", text: covered.size > 0 ? "the CRLs given do not cover every reason" : why }
}

/** The reasons that a CRL covers for a certificate; undefined when it is not for it (RFC 5280 section 6.3.3 b and d). */
function coveredReasons(
	certificate: ParsedCertificate,
	points: readonly DistributionPoint[],
	crl: ParsedCrl,
): readonly number[] | undefined {
	const { scope, issuer } = crl
	const isCa = certificate.extensions.basicConstraints?.isCa === true
	if (scope?.onlyAttributeCertificates) return undefined
	if ((scope?.onlyUserCertificates && isCa) || (scope?.onlyCaCertificates && !isCa)) return undefined
	const isOwn = isSameName(issuer, certificate.issuer)
	const plain: DistributionPoint = { crlIssuers: [], names: [nameKey(certificate.issuer)] }
	const fitting = [...points, ...(isOwn ? [plain] : [])].filter((point) => {
		const isNamed = point.crlIssuers.some((name) => isSameName(name, issuer))
		if (point.crlIssuers.length > 0 ? !(isNamed && (isOwn || scope?.isIndirect)) : !isOwn) return false
		return scope === undefined || isSamePoint(point, scope, crl)
	})
	if (fitting.length === 0) return undefined
	return allReasons.filter(
		(reason) =>
			(scope?.reasons === undefined || scope.reasons.has(reason)) &&
			fitting.some((point) => point.reasons === undefined || point.reasons.has(reason)),
	)
}

/** RFC 5280 section 6.3.3 (b) (2) (i): one name of the CRL's distribution point is one of the certificate's. */
function isSamePoint(
	point: DistributionPoint,
	scope: NonNullable<ParsedCrl["scope"]>,
	crl: ParsedCrl,
): boolean {
	if (scope.names === undefined && scope.relative === undefined) return true
	if (point.relative !== undefined && point.relative === scope.relative) return true
	const names = point.names ?? point.crlIssuers.map(nameKey)
	const isShared = scope.names?.some((name) => names.includes(name)) ?? false
	return (
		isShared || isRelativeTo(names, scope.relative, crl) || isRelativeTo(scope.names, point.relative, crl)
	)
}

/** A relative name is the CRL issuer's name with one more RDN; equal when the full name ends there. */
function isRelativeTo(
	names: readonly string[] | undefined,
	relative: string | undefined,
	crl: ParsedCrl,
): boolean {
	if (names === undefined || relative === undefined) return false
	const prefix = `${nameKey(crl.issuer)}\n`
	return names.some((name) => name.startsWith(prefix) && endsWithRdn(name.slice(prefix.length), relative))
}

/** Compares the value of an RDN key (`oid="value"`) with the DER of the relative name: by its text, without case. */
function endsWithRdn(key: string, relative: string): boolean {
	const text = /="(.*)"$/.exec(key)?.[1]
	if (text === undefined) return false
	const bytes = relative.match(/../g)?.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))) ?? []
	return bytes.join("").toLowerCase().endsWith(text)
}

async function findEntry(
	base: ParsedCrl,
	certificate: ParsedCertificate,
	above: readonly ChainMember[],
	question: RevocationQuestion,
	nesting: number,
): Promise<CrlEntry | undefined> {
	const serial = toHex(certificate.serial)
	const entryIn = (crl: ParsedCrl) =>
		crl.entries.findLast((entry) => entry.serial === serial && isSameName(entry.issuer, certificate.issuer))
	for (const delta of question.crls) {
		const isFitting =
			delta.deltaBase !== undefined &&
			isSameName(delta.issuer, base.issuer) &&
			delta.deltaBase <= (base.number ?? "") &&
			(delta.number ?? "") >= (base.number ?? "") &&
			coveredReasons(certificate, readDistributionPoints(certificate.extensions), delta) !== undefined
		if (!isFitting) continue
		if ((await findProblem(delta, certificate, above, question, nesting)) !== undefined) continue
		const entry = entryIn(delta)
		if (entry !== undefined) return entry.reason === removeFromCrl ? undefined : entry
	}
	return entryIn(base)
}

/** Why a CRL cannot be used, as a clause; undefined when it can. */
async function findProblem(
	crl: ParsedCrl,
	certificate: ParsedCertificate,
	above: readonly ChainMember[],
	question: RevocationQuestion,
	nesting: number,
): Promise<string | undefined> {
	const { at, needsNumber } = question
	if (crl.problem !== undefined) return `the CRL of ${crl.issuer.text} ${crl.problem}`
	if (needsNumber && crl.number === undefined) return `the CRL of ${crl.issuer.text} has no cRLNumber`
	if (at < crl.thisUpdate) return `the CRL of ${crl.issuer.text} is not valid yet`
	if (crl.nextUpdate !== undefined && at > crl.nextUpdate)
		return `the CRL of ${crl.issuer.text} is out of date`
	const isSigned = await hasSigner(crl, certificate, above, question, nesting)
	if (!isSigned && question.budget.isOverdrawn)
		return `more than ${signatureChecksMax} signatures would have to be checked`
	return isSigned ? undefined : `no trusted key that may sign CRLs verifies the CRL of ${crl.issuer.text}`
}

async function hasSigner(
	crl: ParsedCrl,
	certificate: ParsedCertificate,
	above: readonly ChainMember[],
	question: RevocationQuestion,
	nesting: number,
): Promise<boolean> {
	const own = above.map((member) => member.certificate)
	const candidates = [...own, ...question.pool.filter((other) => !own.includes(other))]
	for (const signer of candidates) {
		if (!isSameName(signer.subject, crl.issuer) || !maySignCrls(signer, question)) continue
		const check = await question.budget.verify({ ...certificate, ...crl }, signer.publicKey)
		if (check?.kind !== "valid") continue
		if (own.includes(signer)) return true
		if (await isTrusted(signer, above, question, nesting)) return true
	}
	return false
}

function maySignCrls({ extensions }: ParsedCertificate, { needsCrlSign }: RevocationQuestion): boolean {
	return extensions.keyUsage === undefined ? !needsCrlSign : extensions.keyUsage.includes("cRLSign")
}

/** A CRL signer outside the path: signed by a certificate of the path, valid, and not revoked itself. */
async function isTrusted(
	signer: ParsedCertificate,
	above: readonly ChainMember[],
	question: RevocationQuestion,
	nesting: number,
): Promise<boolean> {
	if (nesting >= nestingMax || question.at < signer.notBefore || question.at > signer.notAfter) return false
	for (const [place, { certificate }] of above.entries()) {
		if (isSameEntity(certificate, signer)) return true
		if (!isSameName(certificate.subject, signer.issuer)) continue
		if ((await question.budget.verify(signer, certificate.publicKey))?.kind !== "valid") continue
		const status = await statusOf(signer, above.slice(place), question, nesting + 1)
		if (status.kind === "good") return true
	}
	return false
}
