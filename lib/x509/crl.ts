import { type ReadFailure, readBytes, toHex } from "#base/bytes"
import { err, type Result } from "#base/result"
import type { AlgorithmIdentifier } from "./certificate.ts"
import { contextTag, DerReader, type DerValue, derTag } from "./der.ts"
import { decodeBitString, readBoolean, readOid, readTime } from "./der-values.ts"
import { type DistributionPoint, readDistributionPointName, readReasons } from "./distribution-points.ts"
import { generalName, readDirectoryName } from "./general-names.ts"
import { type DistinguishedName, readName } from "./name.ts"

/** What issuingDistributionPoint says a CRL is for (RFC 5280 section 5.2.5). */
export interface CrlScope extends Pick<DistributionPoint, "names" | "relative" | "reasons"> {
	readonly onlyUserCertificates: boolean
	readonly onlyCaCertificates: boolean
	readonly onlyAttributeCertificates: boolean
	readonly isIndirect: boolean
}

/** One revoked certificate. */
export interface CrlEntry {
	/** Hex of the INTEGER as encoded. */
	readonly serial: string
	/** Milliseconds since 1970-01-01 UTC. */
	readonly revokedAt: number
	/** CRLReason (RFC 5280 section 5.3.1); 8 is removeFromCRL. */
	readonly reason?: number
	/** Whose certificate it is: of an indirect CRL, the issuer named last. */
	readonly issuer: DistinguishedName
}

/** A certificate revocation list taken apart (RFC 5280 section 5.1). Nothing is judged here. */
export interface ParsedCrl {
	readonly tbs: Uint8Array
	readonly signatureAlgorithm: AlgorithmIdentifier
	readonly signature: Uint8Array
	readonly issuer: DistinguishedName
	readonly thisUpdate: number
	readonly nextUpdate?: number
	readonly entries: readonly CrlEntry[]
	readonly scope?: CrlScope
	/** Hex of the cRLNumber. */
	readonly number?: string
	/** Hex of the base's cRLNumber: this is a delta. */
	readonly deltaBase?: string
	readonly authorityKeyId?: string
	/** Why it must not be used although it can be read, as the end of a sentence. */
	readonly problem?: string
}

/** A CRL longer than this is not read: 16 MiB. */
export const crlBytesMax = 16_777_216
const entriesMax = 500_000

/** Reads one DER CRL. Fails with the field and offset where reading stopped. */
export function readCrl(der: Uint8Array): Result<ParsedCrl, ReadFailure> {
	if (der.length > crlBytesMax) {
		const text = `crl is ${der.length} bytes, at most ${crlBytesMax} are read`
		return err({ kind: "too-large", field: "crl", offset: 0, text })
	}
	return readBytes(der, "crl", () => readWhole(der))
}

function readWhole(der: Uint8Array): ParsedCrl {
	const outer = new DerReader(der, "")
	const list = outer.enter("crl")
	outer.expectEnd("crl")
	const tbsValue = list.read("tbsCertList", derTag.sequence)
	const algorithm = list.read("signatureAlgorithm", derTag.sequence)
	const signature = list.read("signatureValue", derTag.bitString).body
	const tbs = list.into(tbsValue, "tbsCertList")
	tbs.optional("version", derTag.integer)
	tbs.read("signature", derTag.sequence)
	const issuer = readName(tbs, "issuer")
	const thisUpdate = readTime(tbs, "thisUpdate")
	const isTime = tbs.nextTag === derTag.utcTime || tbs.nextTag === derTag.generalizedTime
	const nextUpdate = isTime ? readTime(tbs, "nextUpdate") : undefined
	const revoked = tbs.optional("revokedCertificates", derTag.sequence)
	const { entries, problem } = revoked
		? readEntries(tbs.into(revoked, "revokedCertificates"), issuer)
		: { entries: [], problem: undefined }
	const wrapper = tbs.optional("crlExtensions", contextTag(0, true))
	const extensions = wrapper === undefined ? {} : readCrlExtensions(tbs.into(wrapper, "crlExtensions"))
	return {
		tbs: tbsValue.raw,
		signatureAlgorithm: {
			oid: readOid(list.into(algorithm, "signatureAlgorithm"), "algorithm"),
			raw: algorithm.raw,
		},
		signature: decodeBitString(list, signature, "signatureValue"),
		issuer,
		thisUpdate,
		...(nextUpdate === undefined ? {} : { nextUpdate }),
		entries,
		...extensions,
		...(problem === undefined ? {} : { problem }),
	}
}

function readEntries(reader: DerReader, crlIssuer: DistinguishedName) {
	const entries: CrlEntry[] = []
	let issuer = crlIssuer
	let problem: string | undefined
	while (reader.hasMore) {
		if (entries.length >= entriesMax) reader.fail("too-large", "", `has more than ${entriesMax} entries`)
		const item = reader.enter(`[${entries.length}]`)
		const serial = toHex(item.read("serial", derTag.integer).body)
		const revokedAt = readTime(item, "revocationDate")
		let reason: number | undefined
		if (item.hasMore) {
			eachExtension(item, (oid, isCritical, value) => {
				if (oid === "2.5.29.21") reason = value.read("reason").body[0]
				else if (oid === "2.5.29.29") issuer = certificateIssuer(value) ?? issuer
				else if (isCritical) problem = `has an entry with the critical extension ${oid}, which is unknown`
			})
		}
		entries.push({ serial, revokedAt, issuer, ...(reason === undefined ? {} : { reason }) })
	}
	return { entries, problem }
}

function certificateIssuer(value: DerReader): DistinguishedName | undefined {
	const names = value.enter("certificateIssuer")
	while (names.hasMore) {
		const name = names.read("name")
		if (name.tag === generalName.directory) return readDirectoryName(names, name)
	}
	return undefined
}

function readCrlExtensions(wrapper: DerReader): Partial<ParsedCrl> {
	let found: Partial<ParsedCrl> = {}
	eachExtension(wrapper, (oid, isCritical, value) => {
		if (oid === "2.5.29.20") {
			found = { ...found, number: numberText(value.read("cRLNumber", derTag.integer)) }
			if (isCritical) found = { ...found, problem: "has a critical cRLNumber (RFC 5280 section 5.2.3)" }
		} else if (oid === "2.5.29.27") {
			found = { ...found, deltaBase: numberText(value.read("baseCRLNumber", derTag.integer)) }
		} else if (oid === "2.5.29.28") found = { ...found, scope: readScope(value) }
		else if (oid === "2.5.29.35") {
			const id = value.enter("authorityKeyIdentifier").optional("keyIdentifier", contextTag(0, false))
			if (id !== undefined) found = { ...found, authorityKeyId: toHex(id.body) }
		} else if (isCritical)
			found = { ...found, problem: `has the critical extension ${oid}, which is unknown` }
	})
	return found
}

/** Hex without leading zeros, 40 characters wide: text order is number order (cRLNumber has at most 20 bytes). */
function numberText(value: DerValue): string {
	return toHex(value.body).replace(/^0+/, "").padStart(40, "0")
}

function readScope(value: DerReader): CrlScope {
	const sequence = value.enter("issuingDistributionPoint")
	const point = sequence.optional("distributionPoint", contextTag(0, true))
	const flag = (number: number) => {
		const found = sequence.optional("flag", contextTag(number, false))
		return found !== undefined && found.body[0] !== 0
	}
	const onlyUserCertificates = flag(1)
	const onlyCaCertificates = flag(2)
	const reasons = sequence.optional("onlySomeReasons", contextTag(3, false))
	const isIndirect = flag(4)
	const onlyAttributeCertificates = flag(5)
	return {
		...(point === undefined ? {} : readDistributionPointName(sequence.into(point, "distributionPoint"))),
		...(reasons === undefined ? {} : { reasons: readReasons(reasons.body) }),
		onlyUserCertificates,
		onlyCaCertificates,
		onlyAttributeCertificates,
		isIndirect,
	}
}

function eachExtension(
	reader: DerReader,
	visit: (oid: string, isCritical: boolean, value: DerReader) => void,
): void {
	const sequence = reader.enter("extensions")
	while (sequence.hasMore) {
		const item = sequence.enter("extension")
		const oid = readOid(item, "oid")
		const isCritical = item.nextTag === derTag.boolean && readBoolean(item, "critical")
		visit(oid, isCritical, item.into(item.read("value", derTag.octetString), oid))
	}
}
