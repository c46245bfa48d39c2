import { describeCertificate } from "#x509/describe"
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

/** How two bundles differ. */
export interface BundleComparison {
	readonly same: readonly BundleAuthority[]
	readonly onlyFirst: readonly BundleAuthority[]
	readonly onlySecond: readonly BundleAuthority[]
	/** Authorities of one name and two keys: a change-over that one of the bundles has not seen. */
	readonly rekeyed: readonly { readonly first: BundleAuthority; readonly second: BundleAuthority }[]
	/** The answer first. */
	readonly sentence: string
}

/** Describes a bundle at a moment, milliseconds since 1970. Never throws. */
export async function describeBundle(bundle: NamedBundle, at: number): Promise<BundleFacts> {
	const observed = await Promise.all(bundle.authorities.map(describeCertificate))
	const described = observed.flatMap((each) => (each.kind === "certificate" ? [each.description] : []))
	const authorities = described.map((each) => authorityOf(each, at))
	const trustDomains = [...new Set(authorities.flatMap(({ trustDomain }) => trustDomain ?? []))]
	const unreadable = observed.length - described.length
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

function authorityOf(certificate: CertificateDescription, at: number): BundleAuthority {
	const id = certificate.sans.uri.find((uri) => uri.startsWith("spiffe://"))
	const trustDomain = /^spiffe:\/\/([^/]+)/.exec(id ?? "")?.[1]
	return {
		sha256: certificate.sha256,
		subject: certificate.subject,
		...(certificate.subjectKeyId === undefined ? {} : { keyId: certificate.subjectKeyId }),
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

/** Compares two bundles authority by authority, by fingerprint; what has a name in common and another key is told apart. */
export function compareBundles(first: BundleFacts, second: BundleFacts): BundleComparison {
	const has = (facts: BundleFacts, sha256: string) => facts.authorities.some((each) => each.sha256 === sha256)
	const same = first.authorities.filter(({ sha256 }) => has(second, sha256))
	const onlyFirst = first.authorities.filter(({ sha256 }) => !has(second, sha256))
	const onlySecond = second.authorities.filter(({ sha256 }) => !has(first, sha256))
	const rekeyed = onlyFirst.flatMap((one) => {
		const other = onlySecond.find(({ subject, keyId }) => subject === one.subject && keyId !== one.keyId)
		return other === undefined ? [] : [{ first: one, second: other }]
	})
	return {
		same,
		onlyFirst,
		onlySecond,
		rekeyed,
		sentence: sentenceOf({ first, second, same, onlyFirst, onlySecond }),
	}
}

interface Compared {
	readonly first: BundleFacts
	readonly second: BundleFacts
	readonly same: readonly BundleAuthority[]
	readonly onlyFirst: readonly BundleAuthority[]
	readonly onlySecond: readonly BundleAuthority[]
}

function sentenceOf({ first, second, same, onlyFirst, onlySecond }: Compared): string {
	const domains = [first, second].map(({ trustDomains }) => trustDomains.join(", "))
	if (domains[0] !== "" && domains[1] !== "" && domains[0] !== domains[1])
		return `The bundles are of two trust domains: ${first.name} of ${domains[0]}, ${second.name} of ${domains[1]}.`
	if (onlyFirst.length === 0 && onlySecond.length === 0)
		return same.length === 0 ? "Both bundles are empty." : "Both bundles hold the same authorities."
	if (same.length === 0)
		return "The bundles have no authority in common: what one side signs, the other refuses."
	const stale = staleOf(first, second)
	const versions = stale === undefined ? "" : ` ${stale.name} is the older one, by its sequence number.`
	if (onlyFirst.length === 0)
		return `${first.name} lacks ${count(onlySecond)} of ${second.name}: what those sign is refused.${versions}`
	if (onlySecond.length === 0)
		return `${second.name} lacks ${count(onlyFirst)} of ${first.name}: what those sign is refused.${versions}`
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
