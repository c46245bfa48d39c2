import { type KeyObject, X509Certificate } from "node:crypto"

/** True when the private key belongs to the public key of the certificate. False also for a certificate that does not parse. */
export function keyMatchesCertificate(key: KeyObject, certificateDer: Uint8Array): boolean {
	try {
		return new X509Certificate(certificateDer).checkPrivateKey(key)
	} catch (cause) {
		if (cause instanceof Error) return false
		throw cause
	}
}
