import type { ByteReader } from "#base/bytes"
import { signatureSchemeName } from "../registry/signature-schemes.ts"
import type { ProtocolContext } from "./protocol-context.ts"

/** Proof of possession of the certificate's key (RFC 8446 section 4.4.3, RFC 5246 section 7.4.8). */
export interface CertificateVerify {
	readonly kind: "certificate_verify"
	/** Absent before TLS 1.2, where the key's type decides. */
	readonly signatureScheme?: string
	readonly signatureLength: number
}

/** Reads the body of a CertificateVerify. Throws only `ReadError`, naming the field. */
export function readCertificateVerify(reader: ByteReader, context: ProtocolContext): CertificateVerify {
	const scheme = context.hasSchemes ? signatureSchemeName(reader.u16("algorithm")) : undefined
	const signatureLength = reader.vector16("signature").left
	reader.expectEmpty("")
	return {
		kind: "certificate_verify",
		...(scheme === undefined ? {} : { signatureScheme: scheme }),
		signatureLength,
	}
}
