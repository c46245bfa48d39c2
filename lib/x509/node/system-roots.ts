import { createHash } from "node:crypto"
import tls from "node:tls"
import { parsePemCertificates } from "../pem-certificates.ts"

let cached: readonly Uint8Array[] | undefined

/**
 * DER of the certificates that this machine trusts: those that Node carries and, where Node can read it (22.15 and
 * later), the operating system's store, without duplicates. Read once per process; always the same array. Takes 20 to
 * 100 ms the first time. A store that cannot be read leaves Node's own certificates.
 */
export function systemRoots(): readonly Uint8Array[] {
	cached ??= readRoots()
	return cached
}

function readRoots(): readonly Uint8Array[] {
	const bySha256 = new Map<string, Uint8Array>()
	for (const pem of [...tls.rootCertificates, ...storePem()]) {
		const parsed = parsePemCertificates(pem)
		for (const der of parsed.ok ? parsed.value : []) {
			bySha256.set(createHash("sha256").update(der).digest("hex"), der)
		}
	}
	return [...bySha256.values()]
}

function storePem(): readonly string[] {
	if (typeof tls.getCACertificates !== "function") return []
	try {
		return [...tls.getCACertificates("default"), ...tls.getCACertificates("system")]
	} catch (cause) {
		if (cause instanceof Error) return []
		throw cause
	}
}
