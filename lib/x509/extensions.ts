import { contextTag, DerReader, derTag } from "./der.ts"
import { decodeSmallInteger, latin1, readBoolean, readOid, readSmallInteger } from "./der-values.ts"
import { type GeneralNames, generalName, readGeneralNames } from "./general-names.ts"
import { type NameConstraints, readNameConstraints } from "./name-constraints.ts"
import { keyUsageNames } from "./oids.ts"

/** One extension as it stands. */
export interface RawExtension {
	readonly oid: string
	readonly critical: boolean
	readonly value: Uint8Array
}

/** The extensions that we understand, as values; `list` holds every one, in order. */
export interface CertificateExtensions {
	readonly list: readonly RawExtension[]
	readonly basicConstraints?: { readonly isCa: boolean; readonly pathLength?: number }
	readonly keyUsage?: readonly string[]
	/** Object identifiers. */
	readonly extendedKeyUsage?: readonly string[]
	readonly subjectAltName?: GeneralNames
	readonly nameConstraints?: NameConstraints
	readonly subjectKeyId?: Uint8Array
	readonly authorityKeyId?: Uint8Array
	/** caIssuers addresses of authorityInfoAccess; never fetched. */
	readonly caIssuers?: readonly string[]
}

const extensionsMax = 100

/** Reads Extensions (RFC 5280 section 4.2). An extension that appears twice, or that we know but cannot read, fails. */
export function readExtensions(wrapper: DerReader): CertificateExtensions {
	const sequence = wrapper.enter("extensions")
	const list: RawExtension[] = []
	let known: CertificateExtensions = { list }
	while (sequence.hasMore) {
		if (list.length >= extensionsMax) sequence.fail("too-large", "", `are more than ${extensionsMax}`)
		const item = sequence.enter(`[${list.length}]`)
		const oid = readOid(item, "oid")
		const critical = item.nextTag === derTag.boolean && readBoolean(item, "critical")
		const value = item.read("value", derTag.octetString)
		item.expectEnd("")
		if (list.some((other) => other.oid === oid)) sequence.fail("invalid", oid, "appears twice")
		list.push({ oid, critical, value: value.body })
		const inner = item.into(value, oid)
		known = { ...known, ...readKnown(oid, inner) }
	}
	return known
}

function readKnown(oid: string, value: DerReader): Partial<CertificateExtensions> {
	switch (oid) {
		case "2.5.29.14":
			return { subjectKeyId: value.read("keyIdentifier", derTag.octetString).body }
		case "2.5.29.15":
			return { keyUsage: readKeyUsage(value) }
		case "2.5.29.17":
			return { subjectAltName: readGeneralNames(value) }
		case "2.5.29.19":
			return { basicConstraints: readBasicConstraints(value) }
		case "2.5.29.30":
			return { nameConstraints: readNameConstraints(value) }
		case "2.5.29.35":
			return readAuthorityKeyId(value)
		case "2.5.29.37":
			return { extendedKeyUsage: readExtendedKeyUsage(value) }
		case "1.3.6.1.5.5.7.1.1":
			return { caIssuers: readCaIssuers(value) }
		default:
			return {}
	}
}

function readKeyUsage(value: DerReader): string[] {
	const { body } = value.read("keyUsage", derTag.bitString)
	const bits = body.subarray(1)
	return keyUsageNames.filter((_, bit) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0)
}

function readBasicConstraints(value: DerReader): { isCa: boolean; pathLength?: number } {
	const sequence = value.enter("basicConstraints")
	const isCa = sequence.nextTag === derTag.boolean && readBoolean(sequence, "cA")
	const pathLength = sequence.optional("pathLenConstraint", derTag.integer)
	sequence.expectEnd("")
	if (pathLength === undefined) return { isCa }
	return { isCa, pathLength: decodeSmallInteger(sequence, pathLength.body, "pathLenConstraint") }
}

function readExtendedKeyUsage(value: DerReader): string[] {
	const sequence = value.enter("extKeyUsage")
	const oids: string[] = []
	while (sequence.hasMore) {
		if (oids.length >= extensionsMax) sequence.fail("too-large", "", `has more than ${extensionsMax} usages`)
		oids.push(readOid(sequence, `[${oids.length}]`))
	}
	return oids
}

function readAuthorityKeyId(value: DerReader): { authorityKeyId?: Uint8Array } {
	const sequence = value.enter("authorityKeyIdentifier")
	const keyId = sequence.optional("keyIdentifier", contextTag(0, false))
	return keyId === undefined ? {} : { authorityKeyId: keyId.body }
}

function readCaIssuers(value: DerReader): string[] {
	const sequence = value.enter("authorityInfoAccess")
	const found: string[] = []
	for (let count = 0; sequence.hasMore && count < extensionsMax; count += 1) {
		const item = sequence.enter(`[${count}]`)
		const method = readOid(item, "accessMethod")
		const location = item.read("accessLocation")
		if (method === "1.3.6.1.5.5.7.48.2" && location.tag === generalName.uri) found.push(latin1(location.body))
	}
	return found
}

/** Reads the version, which is wrapped in an explicit tag; 1 when absent. */
export function readVersion(tbs: DerReader): number {
	const wrapper = tbs.optional("version", contextTag(0, true))
	return wrapper === undefined ? 1 : readSmallInteger(tbs.into(wrapper, "version"), "version") + 1
}

/** Reads the extensions at the end of a TBSCertificate; none when absent. */
export function readOptionalExtensions(tbs: DerReader): CertificateExtensions {
	const wrapper = tbs.optional("extensions", contextTag(3, true))
	if (wrapper === undefined) return { list: [] }
	return readExtensions(new DerReader(wrapper.body, "certificate.tbsCertificate", wrapper.offset))
}
