import { createPublicKey, type KeyObject } from "node:crypto"
import { readCertificate } from "../certificate.ts"

/**
 * True when a private key belongs to a certificate: both have the same public key. False too when the certificate
 * cannot be read; `describeCertificate` says why.
 */
export function keyMatchesCertificate(key: KeyObject, certificateDer: Uint8Array): boolean {
	const certificate = readCertificate(certificateDer)
	if (!certificate.ok) return false
	try {
		const spki = Buffer.from(certificate.value.publicKey.spki)
		return createPublicKey(key).equals(createPublicKey({ key: spki, format: "der", type: "spki" }))
	} catch (cause) {
		if (cause instanceof Error) return false
		throw cause
	}
}
