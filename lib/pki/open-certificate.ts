import "reflect-metadata"
import { X509Certificate } from "@peculiar/x509"
import { readCertificate } from "#x509/certificate"

/**
 * The certificate as the library that signs holds it; undefined when it cannot be read whole. The library reads parts
 * late and throws then: they are all read once here, after our own reader has accepted the DER.
 */
export function openCertificate(der: Uint8Array): X509Certificate | undefined {
	if (!readCertificate(der).ok) return undefined
	try {
		const certificate = new X509Certificate(Uint8Array.from(der))
		const parts = [certificate.extensions, certificate.subjectName, certificate.publicKey.algorithm]
		return parts.length > 0 ? certificate : undefined
	} catch {
		return undefined
	}
}
