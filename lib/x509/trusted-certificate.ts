import { readBytes } from "#base/bytes"
import { contextTag, DerReader, derTag } from "./der.ts"
import { readOid } from "./der-values.ts"

/** A certificate and what OpenSSL's own form, `BEGIN TRUSTED CERTIFICATE`, adds: the purposes it is trusted for. */
export interface TrustedCertificate {
	readonly der: Uint8Array
	/** Object identifiers; absent: any purpose. */
	readonly trusts?: readonly string[]
	readonly rejects: readonly string[]
}

const purposesMax = 100

/** Splits OpenSSL's trust settings (X509_CERT_AUX) from a certificate; bytes in another form are given back whole. */
export function splitTrusted(bytes: Uint8Array): TrustedCertificate {
	const read = readBytes(bytes, "trustedCertificate", (): TrustedCertificate => {
		const outer = new DerReader(bytes, "")
		const der = outer.read("certificate", derTag.sequence).raw
		if (!outer.hasMore) return { der, rejects: [] }
		const settings = outer.enter("trustSettings")
		outer.expectEnd("")
		const trust = settings.optional("trust", derTag.sequence)
		const reject = settings.optional("reject", contextTag(0, true))
		const trusts = trust && readOids(settings.into(trust, "trust"))
		const rejects = reject === undefined ? [] : readOids(settings.into(reject, "reject"))
		return { der, ...(trusts === undefined ? {} : { trusts }), rejects }
	})
	return read.ok ? read.value : { der: bytes, rejects: [] }
}

function readOids(reader: DerReader): string[] {
	const oids: string[] = []
	while (reader.hasMore && oids.length < purposesMax) oids.push(readOid(reader, "purpose"))
	return oids
}
