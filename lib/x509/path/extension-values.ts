import { readBytes, toHex } from "#base/bytes"
import { contextTag, DerReader } from "../der.ts"
import type { CertificateExtensions } from "../extensions.ts"
import { generalName, readDirectoryName } from "../general-names.ts"
import type { DistinguishedName } from "../name.ts"

/** Which fields an authorityKeyIdentifier has (RFC 5280 section 4.2.1.1). */
export interface AuthorityKeyForm {
	readonly hasKeyId: boolean
	readonly hasIssuer: boolean
	readonly hasSerial: boolean
	readonly issuer?: DistinguishedName
	/** Hex of the INTEGER as encoded. */
	readonly serial?: string
}

/** Reads the form of an authorityKeyIdentifier; undefined when there is none or it cannot be read. */
export function readAuthorityKeyForm({ list }: CertificateExtensions): AuthorityKeyForm | undefined {
	const raw = list.find(({ oid }) => oid === "2.5.29.35")?.value
	if (raw === undefined) return undefined
	const read = readBytes(raw, "authorityKeyIdentifier", (): AuthorityKeyForm => {
		const sequence = new DerReader(raw, "").enter("authorityKeyIdentifier")
		const keyId = sequence.optional("keyIdentifier", contextTag(0, false))
		const names = sequence.optional("authorityCertIssuer", contextTag(1, true))
		const serial = sequence.optional("authorityCertSerialNumber", contextTag(2, false))
		const reader = names && sequence.into(names, "authorityCertIssuer")
		const first = reader?.hasMore ? reader.read("name") : undefined
		const issuer =
			reader && first?.tag === generalName.directory ? readDirectoryName(reader, first) : undefined
		return {
			hasKeyId: keyId !== undefined,
			hasIssuer: names !== undefined,
			hasSerial: serial !== undefined,
			...(issuer === undefined ? {} : { issuer }),
			...(serial === undefined ? {} : { serial: toHex(serial.body) }),
		}
	})
	return read.ok ? read.value : undefined
}
