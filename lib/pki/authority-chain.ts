import { type ParsedCertificate, readCertificate } from "#x509/certificate"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { Authority } from "./issue.ts"

/**
 * The CA and those above it as far as they are known, the issuing one first. What a certificate below may be is up to
 * each of them. Empty when the CA's own certificate cannot be read.
 */
export function authorityChain({ der, chainPem, rootPem }: Authority): readonly ParsedCertificate[] {
	const own = readCertificate(der)
	if (!own.ok) return []
	const found = [own.value]
	for (const text of [chainPem, rootPem ?? ""]) {
		const above = parsePemCertificates(text)
		for (const each of above.ok ? above.value.map(readCertificate) : [])
			if (each.ok && !found.some(({ tbs }) => isSame(tbs, each.value.tbs))) found.push(each.value)
	}
	return found
}

/** The certificates that a client has to trust, as PEM: the root where it is known, otherwise the CA itself. */
export function trustedPem({ pem, rootPem }: Authority): string {
	return rootPem ?? pem
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, at) => byte === other[at])
}
