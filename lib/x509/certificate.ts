import { type ReadFailure, readBytes } from "#base/bytes"
import { err, type Result } from "#base/result"
import { contextTag, DerReader, derTag } from "./der.ts"
import { decodeBitString, readOid, readTime } from "./der-values.ts"
import { type CertificateExtensions, readOptionalExtensions, readVersion } from "./extensions.ts"
import { type DistinguishedName, readName } from "./name.ts"
import { type PublicKeyFacts, readPublicKey } from "./public-key.ts"

/** An AlgorithmIdentifier: its OID and its whole encoding, for comparison and for parameters. */
export interface AlgorithmIdentifier {
	readonly oid: string
	readonly raw: Uint8Array
}

/** A certificate taken apart (RFC 5280 section 4.1). Views on the DER; nothing is judged here. */
export interface ParsedCertificate {
	readonly der: Uint8Array
	/** The signed part, header included. */
	readonly tbs: Uint8Array
	readonly version: number
	/** Bytes of the INTEGER as encoded. */
	readonly serial: Uint8Array
	/** The signature algorithm named inside the signed part. */
	readonly innerAlgorithm: AlgorithmIdentifier
	/** The signature algorithm named beside the signature. */
	readonly signatureAlgorithm: AlgorithmIdentifier
	readonly signature: Uint8Array
	readonly issuer: DistinguishedName
	readonly subject: DistinguishedName
	/** Milliseconds since 1970-01-01 UTC. */
	readonly notBefore: number
	readonly notAfter: number
	readonly publicKey: PublicKeyFacts
	readonly extensions: CertificateExtensions
}

/** A certificate longer than this is not read: 256 KiB, far above what a TLS handshake carries. */
export const certificateBytesMax = 262_144

/**
 * Reads one DER certificate. Fails with the field and offset where reading stopped; bytes after the certificate are
 * a failure. Extensions we know are read too, so a malformed subjectAltName makes the certificate unreadable, as in Go.
 */
export function readCertificate(der: Uint8Array): Result<ParsedCertificate, ReadFailure> {
	if (der.length > certificateBytesMax) {
		const text = `certificate is ${der.length} bytes, at most ${certificateBytesMax} are read`
		return err({ kind: "too-large", field: "certificate", offset: 0, text })
	}
	return readBytes(der, "certificate", () => readWhole(der))
}

function readWhole(der: Uint8Array): ParsedCertificate {
	const outer = new DerReader(der, "")
	const certificate = outer.enter("certificate")
	outer.expectEnd("certificate")
	const tbs = certificate.read("tbsCertificate", derTag.sequence)
	const signatureAlgorithm = readAlgorithm(certificate, "signatureAlgorithm")
	const signature = certificate.read("signatureValue", derTag.bitString).body
	certificate.expectEnd("")
	return {
		der,
		tbs: tbs.raw,
		signatureAlgorithm,
		signature: decodeBitString(certificate, signature, "signatureValue"),
		...readTbs(certificate.into(tbs, "tbsCertificate")),
	}
}

function readTbs(tbs: DerReader) {
	const version = readVersion(tbs)
	const serial = tbs.read("serialNumber", derTag.integer).body
	const innerAlgorithm = readAlgorithm(tbs, "signature")
	const issuer = readName(tbs, "issuer")
	const validity = tbs.enter("validity")
	const notBefore = readTime(validity, "notBefore")
	const notAfter = readTime(validity, "notAfter")
	const subject = readName(tbs, "subject")
	const publicKey = readPublicKey(tbs)
	tbs.optional("issuerUniqueID", contextTag(1, false))
	tbs.optional("subjectUniqueID", contextTag(2, false))
	const extensions = readOptionalExtensions(tbs)
	tbs.expectEnd("")
	return { version, serial, innerAlgorithm, issuer, notBefore, notAfter, subject, publicKey, extensions }
}

function readAlgorithm(reader: DerReader, field: string): AlgorithmIdentifier {
	const value = reader.read(field, derTag.sequence)
	return { oid: readOid(reader.into(value, field), "algorithm"), raw: value.raw }
}
