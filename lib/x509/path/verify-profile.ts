import { type ParsedCertificate, readCertificate } from "../certificate.ts"
import { fingerprint } from "../describe.ts"
import { splitTrusted } from "../trusted-certificate.ts"
import type { Verification, VerificationReason } from "../verification.ts"
import { type AnchorTrust, checkAnchorTrust } from "./anchor-trust.ts"
import type { ChainMember, ChainUsage } from "./chain-member.ts"
import { checkForm } from "./check-form.ts"
import { checkPath } from "./check-path.ts"
import { checkPolicies, type PolicyDemand } from "./check-policies.ts"
import { checkPurpose, type KeyPurpose } from "./check-purpose.ts"
import { checkRevocation, isKnownRevoked } from "./check-revocation.ts"
import { checkTrustSettings, isTrustedFor } from "./check-trust-settings.ts"
import { ComparisonBudget } from "./comparison-budget.ts"
import { readCrls, revocationQuestion } from "./crl-material.ts"
import { explainLacking, type LackingPath } from "./explain-lacking.ts"
import { limitReasons } from "./limit-reasons.ts"
import { matchProfileName } from "./match-profile-name.ts"
import { type OpensslError, opensslError } from "./openssl-error.ts"
import { certificatesMax, gatherMaterial } from "./path-material.ts"
import { withFlags } from "./profile-flags.ts"
import { type Profile, profiles, type VerifyProfile } from "./profiles.ts"
import { searchPaths } from "./search-paths.ts"
import { SignatureBudget } from "./signature-budget.ts"
import { type TriedIssuer, traceIssuers } from "./trace-issuers.ts"

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
	/** Most intermediates between leaf and anchor. */
	readonly depthMax?: number
	/** OpenSSL's flag `-partial_chain`; absent: as the runtime's default. */
	readonly allowsPartialChain?: boolean
	/** Of RFC 5280 only path validation (section 6), not how certificates are to be written (section 4). */
	readonly isPathOnly?: boolean
	/** OpenSSL's flag `-x509_strict`. */
	readonly isStrict?: boolean
	/** What is asked of certificate policies; absent: only what the chain itself asks for. */
	readonly policies?: PolicyDemand
	/** A purpose with rules of its own; it takes the place of what `usage` asks of extended key usages. */
	readonly purpose?: KeyPurpose
	/** What the roots are trusted for; absent: as the runtime's trust store has it. */
	readonly anchorTrust?: AnchorTrust
	/** OpenSSL's security level, 0 to 5 (1 is its default). */
	readonly securityLevel?: number
}

/** A verdict by the rules of one runtime. */
export interface ProfileVerification extends Verification {
	readonly profile: VerifyProfile
	/** Of the profiles openssl and node: the error that OpenSSL reports first. */
	readonly opensslError?: OpensslError
	/** For every certificate looked at: who could have issued it, and why each was not taken; none: it was taken. */
	readonly tried: readonly TriedIssuer[]
}

/**
 * Verifies a chain as one runtime does, and reports every fault of its best path, leaf first. Bounded as the live
 * check is: 200 certificates, 200 CRLs, 100 signatures, 2,000 steps. Never throws and never fetches.
 */
export async function verifyProfile(question: ProfileQuestion): Promise<ProfileVerification> {
	const { profile: id, trustSource = "those given" } = question
	const profile = withFlags(profiles[id], question)
	const base = { profile: id, trustSource, path: [], anchored: false, tried: [] } as const
	const leaf = readCertificate(question.leaf)
	if (!leaf.ok) {
		const reasons = [{ rule: "unreadable-certificate", certificate: 0, text: `${leaf.error.text}.` }]
		return { ...base, verdict: "rejected", reasons }
	}
	const material = gatherMaterial(leaf.value, question, profile)
	const { anchors, wire } = material
	const budget = new SignatureBudget()
	const pool = [...wire.map(({ certificate }) => certificate), ...anchors.all]
	const crls = question.crls === undefined ? undefined : readCrls(question.crls)
	const revocation = crls && revocationQuestion(crls, profile, { pool, at: question.at, budget })
	const comparisons = new ComparisonBudget()
	const judge = (path: readonly ChainMember[]) => judgePath(path, question, profile, comparisons)
	const judgeAll = async (path: readonly ChainMember[]) => {
		const reasons = [
			...judge(path),
			...(question.anchorTrust === undefined ? [] : await checkAnchorTrust(path, question.anchorTrust)),
		]
		return revocation === undefined ? reasons : [...reasons, ...(await checkRevocation(path, revocation))]
	}
	const search = await searchPaths(wire, anchors, judgeAll, budget)
	const { isPathOnly = false } = question
	const found: LackingPath =
		search.anchored ??
		(await explainLacking({ search, wire, anchors, trustSource, budget, isPathOnly, judge }))
	const candidates = [...wire, ...anchors.all.map(asAnchor)]
	const isRevoked = async (candidate: ChainMember) =>
		revocation !== undefined && (await isKnownRevoked(candidate, candidates, revocation))
	const trial = { broken: search.broken, judge, isRevoked }
	const names = nameReasons(leaf.value, question, profile)
	const limit = [
		...limitReasons(search, budget, { count: question.intermediates.length, max: certificatesMax }),
		...(crls?.reasons ?? []),
	]
	const reasons = [...material.unreadable, ...names, ...found.reasons, ...limit].toSorted(
		(a, b) => (a.certificate ?? certificatesMax) - (b.certificate ?? certificatesMax),
	)
	const isOpenssl = id === "openssl" || id === "node"
	const error = isOpenssl ? opensslError(reasons, found.path, search.anchored !== undefined) : undefined
	return {
		...base,
		...(error === undefined ? {} : { opensslError: error }),
		verdict: reasons.length === 0 ? "accepted" : "rejected",
		reasons,
		path: await Promise.all(found.path.map(describeLink)),
		...(found.missingIssuer === undefined ? {} : { missingIssuer: found.missingIssuer }),
		anchored: search.anchored !== undefined,
		tried: await traceIssuers(found.path, trial, candidates),
	}
}

/** What a runtime refuses in a certificate before it looks at the path. */
function checkReading(path: readonly ChainMember[], profile: Profile): VerificationReason[] {
	return path.flatMap(({ certificate, index }, position) => {
		const at = index === undefined ? {} : { certificate: index }
		const { subject, extensions, publicKey } = certificate
		const san = extensions.list.find(({ oid }) => oid === "2.5.29.17")
		const reasons: VerificationReason[] = []
		const curves = position === 0 ? profile.handshakeCurves : undefined
		if (curves !== undefined && publicKey.curve !== undefined && !curves.includes(publicKey.keyType)) {
			const text = `${profile.label} offers no signature scheme for a ${publicKey.keyType} key, so the handshake fails.`
			reasons.push({ rule: "weak-signature-or-key", ...at, text })
		}
		if (profile.refusesEmptyNames && subject.rdns.length === 0 && san?.critical !== true) {
			const text = `${profile.label} does not read a certificate without a subject whose subjectAltName is not critical.`
			reasons.push({ rule: "extension-criticality", ...at, text })
		}
		return reasons
	})
}

function judgePath(
	path: readonly ChainMember[],
	{ at, usage, purpose, depthMax, policies, roots, anchorTrust }: ProfileQuestion,
	profile: Profile,
	comparisons: ComparisonBudget,
): VerificationReason[] {
	const settings = profile.matchesAuthorityKey ? roots.map(splitTrusted) : []
	const top = path.at(-1)
	const isTrustedPurpose = isTrustedFor(top, usage, settings)
	const between = path.slice(1).filter(({ isAnchor }) => !isAnchor).length
	const text = `The path has ${between} intermediates; at most ${depthMax} are allowed.`
	return [
		...checkPath(path, { at, usage, rules: profile.path, comparisons }).filter(
			({ rule, certificate }) =>
				!(rule.endsWith("-cert-wrong-eku") && (purpose ?? (isTrustedPurpose && certificate === top?.index))),
		),
		...(purpose === undefined ? [] : checkPurpose(path, purpose, anchorTrust?.constrains === true)),
		...(profile.checksForm === "no" ? [] : checkForm(path, profile.checksForm)),
		...checkReading(path, profile),
		...checkTrustSettings(path, usage, settings),
		...(profile.checksPolicies || policies !== undefined ? checkPolicies(path, policies) : []),
		...(depthMax !== undefined && between > depthMax ? [{ rule: "chain-too-long", text }] : []),
	]
}

function nameReasons(
	certificate: ParsedCertificate,
	{ name, nameKind }: ProfileQuestion,
	{ names }: Profile,
): VerificationReason[] {
	if (name === undefined) return []
	const match = matchProfileName({
		certificate,
		wanted: name,
		...(nameKind === undefined ? {} : { kind: nameKind }),
		...(names === undefined ? {} : { rules: names }),
	})
	return match.rule === undefined ? [] : [{ rule: match.rule, certificate: 0, text: match.text }]
}

function asAnchor(certificate: ParsedCertificate): ChainMember {
	return { certificate, isAnchor: true }
}

async function describeLink({ certificate, index, isAnchor }: ChainMember) {
	return {
		sha256: await fingerprint(certificate.der),
		subject: certificate.subject.text,
		from: isAnchor ? ("trust-anchor" as const) : ("wire" as const),
		...(index === undefined ? {} : { certificate: index }),
	}
}
