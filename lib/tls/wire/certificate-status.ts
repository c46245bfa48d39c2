import { type ByteReader, toHex } from "#base/bytes"

/** A stapled OCSP response before TLS 1.3 (RFC 6066 section 8). */
export interface CertificateStatus {
	readonly kind: "certificate_status"
	/** 1 is ocsp. */
	readonly statusType: number
	/** DER in hex. */
	readonly response: string
}

/** Reads the body of a CertificateStatus. Throws only `ReadError`, naming the field. */
export function readCertificateStatus(reader: ByteReader): CertificateStatus {
	const statusType = reader.u8("status_type")
	const response = toHex(reader.vector24("response", 0xffffff).rest())
	reader.expectEmpty("")
	return { kind: "certificate_status", statusType, response }
}
