import type { ParsedCertificate } from "#x509/certificate"
import { isSameName } from "#x509/name"
import { sameBytes } from "./gather-pieces.ts"

/**
 * The certificate among these that issued another one: named as its issuer, and with the key that its key identifier
 * points at where both state one. Names alone do not tell a CA from one that was made anew under the same name.
 */
export function findIssuer(
	certificate: ParsedCertificate,
	among: readonly ParsedCertificate[],
): ParsedCertificate | undefined {
	const named = among.filter((each) => isSameName(each.subject, certificate.issuer))
	return (
		named.find((each) => pointsAt(certificate, each) === true) ??
		named.find((each) => pointsAt(certificate, each) !== false)
	)
}

/** True for what names itself as its issuer and does not point at another key: a CA may bear the name of the CA above. */
export function looksSelfSigned(certificate: ParsedCertificate): boolean {
	return isSameName(certificate.subject, certificate.issuer) && pointsAt(certificate, certificate) !== false
}

/** Undefined where a key identifier is missing (RFC 5280 section 4.2.1.1). */
function pointsAt(lower: ParsedCertificate, upper: ParsedCertificate): boolean | undefined {
	const wanted = lower.extensions.authorityKeyId
	const stated = upper.extensions.subjectKeyId
	if (wanted === undefined || stated === undefined) return undefined
	return sameBytes(wanted, stated)
}
