import { readCertificate } from "#x509/certificate"
import { describeCertificate, fingerprint } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"

/** One trust bundle that was read, and where from. */
export interface NamedBundle {
	/** A file's name, say. */
	readonly name: string
	/** DER of its authorities. */
	readonly authorities: readonly Uint8Array[]
	readonly sequence?: number
	readonly refreshHintSeconds?: number
}

/** One authority of a bundle. */
export interface BundleAuthority {
	readonly sha256: string
	readonly subject: string
	readonly keyId?: string
	/** SHA-256 of its public key (SubjectPublicKeyInfo), whatever key identifier it states. */
	readonly keySha256: string
	/** From its SPIFFE ID; absent where it has none. */
	readonly trustDomain?: string
	readonly notAfter: string
	readonly isExpired: boolean
}

/** What a bundle holds. */
export interface BundleFacts {
	readonly name: string
	readonly authorities: readonly BundleAuthority[]
	/** Entries that are no readable certificate. */
	readonly unreadable: number
	readonly trustDomains: readonly string[]
	readonly sequence?: number
	readonly refreshHintSeconds?: number
	/** What is wrong with it or worth knowing, as sentences. */
	readonly notes: readonly string[]
}

/** One authority as each of two bundles has it. */
export interface AuthorityPair {
	readonly first: BundleAuthority
	readonly second: BundleAuthority
}

/** How two bundles differ. */
export interface BundleComparison {
	readonly same: readonly BundleAuthority[]
	readonly onlyFirst: readonly BundleAuthority[]
	readonly onlySecond: readonly BundleAuthority[]
	/** Authorities of one name and two keys: a change-over that one of the bundles has not seen. */
	readonly rekeyed: readonly AuthorityPair[]
	/** Authorities of one name and one key in two certificates: what one bundle verifies, the other verifies too. */
	readonly reissued: readonly AuthorityPair[]
	/** The answer first. */
	readonly sentence: string
}

/** Describes a bundle at a moment, milliseconds since 1970. Never throws. */
export async function describeBundle(bundle: NamedBundle, at: number): Promise<BundleFacts> {
	const read = (await Promise.all(bundle.authorities.map(readAuthority))).filter((each) => each !== undefined)
	const described = read.map(({ description }) => description)
	const authorities = read.map((each) => authorityOf(each, at))
	const trustDomains = [...new Set(authorities.flatMap(({ trustDomain }) => trustDomain ?? []))]
	const unreadable = bundle.authorities.length - read.length
	return {
		name: bundle.name,
		authorities,
		unreadable,
		trustDomains,
		...(bundle.sequence === undefined ? {} : { sequence: bundle.sequence }),
		...(bundle.refreshHintSeconds === undefined ? {} : { refreshHintSeconds: bundle.refreshHintSeconds }),
		notes: notesOf({ described, authorities, trustDomains, unreadable }),
	}
}

interface ReadAuthority {
	readonly description: CertificateDescription
	readonly keySha256: string
}

async function readAuthority(der: Uint8Array): Promise<ReadAuthority | undefined> {
	const observed = await describeCertificate(der)
	const parsed = readCertificate(der)
	if (observed.kind !== "certificate" || !parsed.ok) return undefined
	return { description: observed.description, keySha256: await fingerprint(parsed.value.publicKey.spki) }
}

function authorityOf({ description: certificate, keySha256 }: ReadAuthority, at: number): BundleAuthority {
	const id = certificate.sans.uri.find((uri) => uri.startsWith("spiffe://"))
	const trustDomain = /^spiffe:\/\/([^/]+)/.exec(id ?? "")?.[1]
	return {
		sha256: certificate.sha256,
		subject: certificate.subject,
		...(certificate.subjectKeyId === undefined ? {} : { keyId: certificate.subjectKeyId }),
		keySha256,
		...(trustDomain === undefined ? {} : { trustDomain }),
		notAfter: certificate.notAfter,
		isExpired: Date.parse(certificate.notAfter) <= at,
	}
}

interface Read {
	readonly described: readonly CertificateDescription[]
	readonly authorities: readonly BundleAuthority[]
	readonly trustDomains: readonly string[]
	readonly unreadable: number
}

function notesOf({ described, authorities, trustDomains, unreadable }: Read): readonly string[] {
	const expired = authorities.filter(({ isExpired }) => isExpired).length
	const leaves = described.filter(({ isCa }) => !isCa).length
	return [
		...(authorities.length === 0 ? ["It holds no authority: nothing can be verified with it."] : []),
		...(expired === 0
			? []
			: [`${expired} of ${authorities.length} authorities ${expired === 1 ? "has" : "have"} ended.`]),
		...(leaves === 0
			? []
			: [
					`${leaves} of its certificates ${leaves === 1 ? "is" : "are"} no CA: a bundle holds authorities, not SVIDs.`,
				]),
		...(unreadable === 0 ? [] : [`${unreadable} of its entries cannot be read.`]),
		...(trustDomains.length > 1
			? [
					`It mixes authorities of ${trustDomains.join(", ")}: a bundle is of one trust domain (SPIFFE Trust Domain and Bundle, section 3).`,
				]
			: []),
	]
}

/**
 * Compares two bundles authority by authority, by fingerprint. One of the same name on both sides is told apart by its
 * public key: another key is a change-over, the same key a certificate made anew, which verifies the same SVIDs.
 */
export function compareBundles(first: BundleFacts, second: BundleFacts): BundleComparison {
	const same = first.authorities.filter((each) => isIn(second.authorities, each))
	const onlyFirst = first.authorities.filter((each) => !isIn(second.authorities, each))
	const onlySecond = second.authorities.filter((each) => !isIn(first.authorities, each))
	const reissued = pairsOf(onlyFirst, onlySecond, (one, other) => nameAndKey(one) === nameAndKey(other))
	const lackedBySecond = without(onlyFirst, second)
	const lackedByFirst = without(onlySecond, first)
	const rekeyed = pairsOf(lackedBySecond, lackedByFirst, (one, other) => one.subject === other.subject)
	const hasCommon = lackedBySecond.length < first.authorities.length
	const isIdentical = onlyFirst.length === 0 && onlySecond.length === 0
	const sentence = sentenceOf({ first, second, hasCommon, isIdentical, lackedBySecond, lackedByFirst })
	return { same, onlyFirst, onlySecond, rekeyed, reissued, sentence }
}

/** Those whose name and key the other bundle does not hold in any certificate. */
function without(authorities: readonly BundleAuthority[], other: BundleFacts): readonly BundleAuthority[] {
	const held = new Set(other.authorities.map(nameAndKey))
	return authorities.filter((each) => !held.has(nameAndKey(each)))
}

function nameAndKey({ subject, keySha256 }: BundleAuthority): string {
	return `${keySha256} ${subject}`
}

/** At most one partner for each authority of the first list. */
function pairsOf(
	first: readonly BundleAuthority[],
	second: readonly BundleAuthority[],
	fits: (one: BundleAuthority, other: BundleAuthority) => boolean,
): readonly AuthorityPair[] {
	return first.flatMap((one) => {
		const other = second.find((each) => fits(one, each))
		return other === undefined ? [] : [{ first: one, second: other }]
	})
}

function isIn(authorities: readonly BundleAuthority[], { sha256 }: BundleAuthority): boolean {
	return authorities.some((each) => each.sha256 === sha256)
}

interface Differences {
	readonly first: BundleFacts
	readonly second: BundleFacts
	/** True when at least one name and key is in both. */
	readonly hasCommon: boolean
	readonly isIdentical: boolean
	readonly lackedBySecond: readonly BundleAuthority[]
	readonly lackedByFirst: readonly BundleAuthority[]
}

function sentenceOf(differences: Differences): string {
	const { first, second, hasCommon, isIdentical, lackedBySecond, lackedByFirst } = differences
	const domains = [first, second].map(({ trustDomains }) => trustDomains.toSorted().join(", "))
	if (domains[0] !== "" && domains[1] !== "" && domains[0] !== domains[1])
		return `The bundles are of two trust domains: ${first.name} of ${domains[0]}, ${second.name} of ${domains[1]}.`
	const stale = staleOf(first, second)
	const versions = stale === undefined ? "" : ` ${stale.name} is the older one, by its sequence number.`
	if (lackedBySecond.length === 0 && lackedByFirst.length === 0) {
		if (!hasCommon) return "Both bundles are empty."
		return isIdentical
			? "Both bundles hold the same authorities."
			: `Both bundles hold the same keys, in part in other certificates: they verify the same SVIDs as long as those are valid.${versions}`
	}
	if (!hasCommon)
		return `The bundles have no authority in common: what one side signs, the other refuses.${versions}`
	if (lackedBySecond.length === 0)
		return `${first.name} lacks ${count(lackedByFirst)} of ${second.name}: what those sign is refused.${versions}`
	if (lackedByFirst.length === 0)
		return `${second.name} lacks ${count(lackedBySecond)} of ${first.name}: what those sign is refused.${versions}`
	return `Each bundle holds authorities that the other lacks.${versions}`
}

function staleOf(first: BundleFacts, second: BundleFacts): BundleFacts | undefined {
	if (first.sequence === undefined || second.sequence === undefined || first.sequence === second.sequence)
		return undefined
	return first.sequence < second.sequence ? first : second
}

function count(authorities: readonly BundleAuthority[]): string {
	return authorities.length === 1 ? "an authority" : `${authorities.length} authorities`
}
