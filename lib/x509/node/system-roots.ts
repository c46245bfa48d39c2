import { X509Certificate } from "node:crypto"
import { getCACertificates } from "node:tls"

let cached: readonly Uint8Array[] | undefined

/**
 * DER of the CA certificates that programs on this machine trust: Node's own list, the system's store and
 * NODE_EXTRA_CA_CERTS, each once. Read at the first call and kept for the life of the process.
 */
export function systemRoots(): readonly Uint8Array[] {
	cached ??= readRoots()
	return cached
}

function readRoots(): readonly Uint8Array[] {
	const pems = new Set([...getCACertificates("default"), ...getCACertificates("system")])
	const byFingerprint = new Map<string, Uint8Array>()
	for (const pem of pems) {
		const certificate = new X509Certificate(pem)
		byFingerprint.set(certificate.fingerprint256, new Uint8Array(certificate.raw))
	}
	return [...byFingerprint.values()]
}
