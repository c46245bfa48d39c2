import { type ReadFailure, readBytes } from "#base/bytes"
import type { Result } from "#base/result"
import type { AlgorithmIdentifier } from "../certificate.ts"
import { contextTag, DerReader, derTag } from "../der.ts"
import { decodeBitString, readOid, readSmallInteger } from "../der-values.ts"
import { type CertificateExtensions, readExtensions } from "../extensions.ts"
import { type DistinguishedName, readName } from "../name.ts"
import { type PublicKeyFacts, readPublicKey } from "../public-key.ts"

/** A certificate request taken apart (PKCS #10, RFC 2986 section 4). Views on the DER; nothing is judged here. */
export interface ParsedRequest {
	readonly der: Uint8Array
	/** The signed part, header included. */
	readonly tbs: Uint8Array
	readonly subject: DistinguishedName
	readonly publicKey: PublicKeyFacts
	/** Of the attribute extensionRequest. */
	readonly extensions: CertificateExtensions
	readonly signatureAlgorithm: AlgorithmIdentifier
	readonly signature: Uint8Array
}

const extensionRequest = "1.2.840.113549.1.9.14"
const attributesMax = 100

/** Reads one DER certificate request. Fails with the field and offset where reading stopped. */
export function readRequest(der: Uint8Array): Result<ParsedRequest, ReadFailure> {
	return readBytes(der, "request", () => {
		const outer = new DerReader(der, "")
		const request = outer.enter("request")
		outer.expectEnd("request")
		const tbs = request.read("certificationRequestInfo", derTag.sequence)
		const algorithm = request.read("signatureAlgorithm", derTag.sequence)
		const oid = readOid(request.into(algorithm, "signatureAlgorithm"), "algorithm")
		const signature = decodeBitString(request, request.read("signature", derTag.bitString).body, "signature")
		request.expectEnd("")
		const info = request.into(tbs, "certificationRequestInfo")
		readSmallInteger(info, "version")
		const subject = readName(info, "subject")
		const publicKey = readPublicKey(info)
		const extensions = readAttributes(info)
		const signatureAlgorithm = { oid, raw: algorithm.raw }
		return { der, tbs: tbs.raw, subject, publicKey, extensions, signatureAlgorithm, signature }
	})
}

function readAttributes(info: DerReader): CertificateExtensions {
	const attributes = info.optional("attributes", contextTag(0, true))
	if (attributes === undefined) return { list: [] }
	const set = info.into(attributes, "attributes")
	for (let count = 0; set.hasMore; count += 1) {
		if (count >= attributesMax) set.fail("too-large", "", `are more than ${attributesMax}`)
		const attribute = set.enter(`[${count}]`)
		if (readOid(attribute, "type") === extensionRequest) {
			return readExtensions(attribute.enter("values", derTag.set))
		}
	}
	return { list: [] }
}
