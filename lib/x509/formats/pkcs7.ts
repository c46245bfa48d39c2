import { readBytes } from "#base/bytes"
import { err, ok, type Result } from "#base/result"
import { contextTag, DerReader, derTag } from "../der.ts"
import { readOid, readSmallInteger } from "../der-values.ts"
import { definiteLengths } from "./definite-lengths.ts"
import { damaged, type FormatFailure } from "./format-failure.ts"
import { entriesMax } from "./keystore.ts"

/** What a PKCS #7 file without signatures carries. DER; the certificates in the order of the file. */
export interface Pkcs7Contents {
	readonly certificates: readonly Uint8Array[]
	readonly crls: readonly Uint8Array[]
}

const signedData = "1.2.840.113549.1.7.2"
const signedDataOid = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]

/** True when the bytes begin as a ContentInfo of type signedData. */
export function isPkcs7(bytes: Uint8Array): boolean {
	const header = (bytes[1] ?? 0) > 0x80 ? 2 + (bytes[1] ?? 0) - 0x80 : 2
	return bytes[0] === 0x30 && signedDataOid.every((byte, index) => bytes[header + index] === byte)
}

/** Reads the certificates and CRLs of a SignedData (RFC 5652 section 5.1). Signatures in it are passed over. */
export function readPkcs7(bytes: Uint8Array): Result<Pkcs7Contents, FormatFailure> {
	const what = "The PKCS #7 file"
	const der = definiteLengths(bytes)
	if (!der.ok) return err(damaged(what, der.error.text))
	const read = readBytes(der.value, "pkcs7", () => {
		const outer = new DerReader(der.value, "")
		const info = outer.enter("contentInfo")
		outer.expectEnd("contentInfo")
		const type = readOid(info, "contentType")
		if (type !== signedData) info.fail("invalid", "contentType", `is ${type}, not signedData`)
		return readSigned(info.enter("content", contextTag(0, true)).enter("signedData"))
	})
	return read.ok ? ok(read.value) : err(damaged(what, read.error.text))
}

function readSigned(signed: DerReader): Pkcs7Contents {
	readSmallInteger(signed, "version")
	signed.read("digestAlgorithms", derTag.set)
	signed.read("encapContentInfo", derTag.sequence)
	return {
		certificates: readSet(signed, "certificates", contextTag(0, true)),
		crls: readSet(signed, "crls", contextTag(1, true)),
	}
}

/** Other choices than a plain certificate or CRL have another tag and are passed over. */
function readSet(signed: DerReader, field: string, tag: number): Uint8Array[] {
	const value = signed.optional(field, tag)
	if (value === undefined) return []
	const set = signed.into(value, field)
	const found: Uint8Array[] = []
	for (let count = 0; set.hasMore; count += 1) {
		if (count >= entriesMax) set.fail("too-large", "", `are more than ${entriesMax}`)
		const item = set.read(`[${count}]`)
		if (item.tag === derTag.sequence) found.push(item.raw)
	}
	return found
}
