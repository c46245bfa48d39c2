import { toHex } from "#base/bytes"
import { isSameName } from "../name.ts"
import { extendedKeyUsageNames, extensionNames, signatureAlgorithmNames } from "../oids.ts"
import type { VerificationReason } from "../verification.ts"
import { type ChainMember, type ChainUsage, wordFor } from "./chain-member.ts"
import { ComparisonBudget } from "./comparison-budget.ts"
import { durationWords } from "./duration-words.ts"
import { liveRules, type PathRules } from "./path-rules.ts"

/** What a path is checked against. */
export interface PathQuestion {
	/** Milliseconds since 1970-01-01 UTC. */
	readonly at: number
	readonly usage: ChainUsage
	/** Absent: those of the live check. */
	readonly rules?: PathRules
	/** What name constraints may cost; absent: this path has a budget of its own. */
	readonly comparisons?: ComparisonBudget
}

type Check = (
	member: ChainMember,
	position: number,
	path: readonly ChainMember[],
	question: Required<PathQuestion>,
) => readonly Fault[]

interface Fault {
	readonly rule: string
	readonly text: string
	/** Absent: the certificate looked at. */
	readonly blamed?: ChainMember
}

/**
 * Every fault of a path from leaf to top, leaf first (RFC 5280 section 6.1 without policies and revocation). Signatures
 * are not looked at here. Trust anchors are held to validity, basic constraints, key usage, path length and name
 * constraints as in Go, but not to key size or signature algorithm.
 */
export function checkPath(path: readonly ChainMember[], question: PathQuestion): VerificationReason[] {
	const { rules = liveRules, comparisons = new ComparisonBudget() } = question
	const asked = { ...question, rules, comparisons }
	return path.flatMap((member, position) =>
		(member.isAnchor && position > 0 ? anchorChecks[`${rules.checksAnchor}`] : checks)
			.flatMap((check) => check(member, position, path, asked))
			.map(({ rule, text, blamed = member }) => ({
				rule,
				...(blamed.index === undefined ? {} : { certificate: blamed.index }),
				text,
			})),
	)
}

/** notAfter names a whole second, and that second is still inside the validity (RFC 5280 section 4.1.2.5). */
const validEndsAfter = { "whole-second": 999, instant: 0, outside: -1 } as const

const checkValidity: Check = (member, position, _path, { at, usage, rules }) => {
	if (member.isAnchor && position > 0 && !rules.checksAnchorValidity) return []
	const { notBefore, notAfter } = member.certificate
	const word = wordFor(member, position)
	if (at < notBefore) {
		const text = `The ${word} is not valid for another ${durationWords(notBefore - at)}: its validity begins ${iso(notBefore)}.`
		return [{ rule: "not-yet-valid", text }]
	}
	if (at <= notAfter + validEndsAfter[rules.notAfter]) return []
	const text = `The ${word} expired ${durationWords(at - notAfter)} ago, on ${iso(notAfter)}.`
	if (member.isAnchor && position > 0) return [{ rule: "trust-bundle-missing-or-stale", text }]
	return [{ rule: usage === "client" ? "expired-client-cert" : "expired-server-cert", text }]
}

const usageOids = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" } as const
const anyUsage = "2.5.29.37.0"

const checkExtendedKeyUsage: Check = (member, position, _path, { usage, rules }) => {
	if (position > 0 && !rules.nestsUsage) return []
	const found = member.certificate.extensions.extendedKeyUsage
	if (usage === "any" || found === undefined || (member.isAnchor && position > 0 && !rules.checksAnchorUsage))
		return []
	if (found.includes(usageOids[usage]) || (rules.takesAnyUsage && found.includes(anyUsage))) return []
	const rule = usage === "server" ? "server-cert-wrong-eku" : "client-cert-wrong-eku"
	const names = found.map((oid) => extendedKeyUsageNames[oid] ?? oid).join(", ")
	const wanted = usage === "server" ? "serverAuth" : "clientAuth"
	const text = `The ${wordFor(member, position)} has extended key usage ${names}, without ${wanted}.`
	return [{ rule, text }]
}

const checkIssuing: Check = (member, position, path, { rules }) => {
	if (position === 0) return []
	const { version, extensions } = member.certificate
	const word = wordFor(member, position)
	const faults: Fault[] = []
	const isOldAnchor = member.isAnchor && version < 3
	if (extensions.basicConstraints?.isCa !== true && !isOldAnchor && !isExcused(member, rules)) {
		const text = `The ${word} is no CA certificate: basicConstraints does not say cA.`
		faults.push({ rule: "ca-without-basic-constraints", text })
	}
	if (extensions.keyUsage !== undefined && !extensions.keyUsage.includes("keyCertSign")) {
		const text = `The ${word} may not sign certificates: its key usage lacks keyCertSign.`
		faults.push({ rule: "key-usage", text })
	}
	const below = path
		.slice(1, position)
		.filter(
			({ certificate }) => rules.countsSelfIssued || !isSameName(certificate.subject, certificate.issuer),
		)
	const limit = extensions.basicConstraints?.pathLength
	if (limit !== undefined && below.length > limit) {
		const text = `The ${word} allows ${limit} CA certificates below it; the path has ${below.length}.`
		const blamed = rules.blamesExceeding ? below.at(-1 - limit) : undefined
		faults.push({ rule: "path-length-exceeded", text, ...(blamed === undefined ? {} : { blamed }) })
	}
	if (rules.checksAnchorUsage && member.certificate.publicKey.keyType === "EC explicit parameters") {
		const text = `The ${word} has a key with explicit curve parameters, which are refused in a CA.`
		faults.push({ rule: "explicit-curve", text })
	}
	return faults
}

/** An anchor without basicConstraints that the rules still take for a CA. */
function isExcused({ certificate, isAnchor }: ChainMember, { anchorNeedsCa }: PathRules): boolean {
	if (!isAnchor || anchorNeedsCa === true || certificate.extensions.basicConstraints !== undefined)
		return false
	return anchorNeedsCa === false || certificate.extensions.keyUsage?.includes("keyCertSign") === true
}

const checkNameConstraints: Check = (member, position, path, { rules, comparisons }) => {
	return path.slice(position + 1).flatMap((issuer, above) => {
		if (issuer.isAnchor && !rules.anchorsConstrain) return []
		const constraints = issuer.certificate.extensions.nameConstraints
		const isSelfIssued = isSameName(member.certificate.subject, member.certificate.issuer)
		if (constraints === undefined || (position > 0 && isSelfIssued && !rules.countsSelfIssued)) return []
		const found = comparisons.find(member.certificate, constraints, rules)
		if (found.kind === "kept") return []
		if (found.kind === "limit") {
			const text = `The ${wordFor(member, position)} has so many names under so many constraints that ${found.count} comparisons would be needed, more than are left.`
			return [{ rule: "name-constraint-limit", text }]
		}
		const text = `The ${wordFor(issuer, position + 1 + above)} ${found.text}.`
		return [{ rule: "name-constraint-violation", text }]
	})
}

/** Extensions that a client understands: key ids, usages, names, constraints, policies and where CRLs are. */
const understood = new Set([14, 15, 17, 19, 30, 31, 32, 33, 35, 36, 37, 54].map((last) => `2.5.29.${last}`))

const checkCriticalExtensions: Check = (member, position, _path, { rules }) => {
	if (member.isAnchor && position > 0 && !rules.anchorsConstrain) return []
	return member.certificate.extensions.list
		.filter(({ oid, critical }) => critical && !isUnderstood(member, oid, rules))
		.map(({ oid }) => ({
			rule: "unknown-critical-extension",
			text: `The ${wordFor(member, position)} has the critical extension ${extensionNames[oid] ?? oid}, which clients do not understand.`,
		}))
}

/** Microsoft's application policies say what the extended key usage says; beside one they may be passed over. */
const applicationPolicies = "1.3.6.1.4.1.311.21.10"

function isUnderstood({ certificate }: ChainMember, oid: string, rules: PathRules): boolean {
	if (oid === applicationPolicies && rules.passesApplicationPolicies)
		return certificate.extensions.extendedKeyUsage !== undefined
	if (!understood.has(oid)) return false
	const constraints = oid === "2.5.29.30" ? certificate.extensions.nameConstraints : undefined
	if (constraints === undefined || rules.knowsDirectoryConstraints) return true
	return [...constraints.permitted, ...constraints.excluded].every(({ kind }) => kind !== "directory")
}

const hashPatterns = { md: /^md[25]With/i, sha1: /^sha1With|-with-sha1$/i } as const
const checkStrength: Check = (member, position, _path, { rules }) => {
	const word = wordFor(member, position)
	const weak = weakKey(member, rules)
	const faults: Fault[] =
		weak === undefined ? [] : [{ rule: "weak-signature-or-key", text: `The ${word} ${weak}.` }]
	if (member.isAnchor) return faults
	const { signatureAlgorithm, innerAlgorithm } = member.certificate
	const name = signatureAlgorithmNames[signatureAlgorithm.oid] ?? signatureAlgorithm.oid
	if (rules.weakHashes.some((hash) => hashPatterns[hash].test(name))) {
		faults.push({
			rule: "weak-signature-or-key",
			text: `The ${word} is signed with ${name}, which clients refuse.`,
		})
	}
	if (toHex(innerAlgorithm.raw) !== toHex(signatureAlgorithm.raw)) {
		const text = `The ${word} names two different signature algorithms, one inside and one outside its signed part.`
		faults.push({ rule: "bad-signature", text })
	}
	return faults
}

/** Why a key is too weak, as the end of a sentence. */
function weakKey({ certificate, isAnchor }: ChainMember, rules: PathRules): string | undefined {
	const { keyType, keyBits, algorithm } = certificate.publicKey
	const bitsMin = isAnchor ? (rules.anchorRsaBitsMin ?? 0) : rules.rsaBitsMin
	if (keyType.startsWith("RSA") && keyBits < bitsMin)
		return `has an RSA key of ${keyBits} bits; at least ${bitsMin} are needed`
	if (keyType.startsWith("EC ") && keyBits < rules.curveBitsMin)
		return `has a key on the curve ${keyType.slice(3)}, which is too small or unknown`
	if (rules.refusesDsa && algorithm === "1.2.840.10040.4.1") return "has a DSA key, which clients do not know"
	return undefined
}

const handshakeUsages = ["digitalSignature", "keyEncipherment", "keyAgreement"]

const checkLeafUsage: Check = (member, position, _path, { usage, rules }) => {
	const { keyUsage } = member.certificate.extensions
	if (position > 0 || !rules.leafKeyUsage || usage === "any" || keyUsage === undefined) return []
	if (keyUsage.some((name) => handshakeUsages.includes(name))) return []
	const text = `The ${wordFor(member, position)} may not be used in a TLS handshake: its key usage is ${keyUsage.join(", ")}.`
	return [{ rule: "key-usage", text }]
}

const checks: readonly Check[] = [
	checkValidity,
	checkExtendedKeyUsage,
	checkIssuing,
	checkNameConstraints,
	checkCriticalExtensions,
	checkStrength,
	checkLeafUsage,
]

const anchorChecks = { true: checks, validity: [checkValidity], false: [] } as const

function iso(ms: number): string {
	return new Date(ms).toISOString().replace(".000Z", "Z")
}
