import { X509Certificate } from "node:crypto"
import { err, type Result } from "#base/result"
import { parsePemCertificates } from "#x509/pem-certificates"

/** Why a text does not bring certificates. */
export interface CertificatesFailure {
	readonly text: string
	readonly hint: string
}

/** Certificates of one text beyond this number are refused. */
const certificatesMax = 1_000

/**
 * The certificates of PEM text as DER, in order. Every one of them was read by OpenSSL, because one that it refuses
 * would spoil the whole TLS context later; the failure names the first such certificate by its place.
 */
export function readCertificates(text: string): Result<readonly Uint8Array[], CertificatesFailure> {
	const parsed = parsePemCertificates(text)
	if (!parsed.ok) return err({ text: parsed.error.text, hint: parsed.error.hint })
	if (parsed.value.length > certificatesMax) {
		return err({
			text: `It holds more than ${certificatesMax} certificates.`,
			hint: "Name a smaller bundle.",
		})
	}
	const damaged = parsed.value.findIndex((der) => !isReadable(der))
	if (damaged < 0) return parsed
	const place =
		parsed.value.length === 1 ? "the certificate" : `certificate ${damaged + 1} of ${parsed.value.length}`
	return err({ text: `${place} is damaged.`, hint: "Export it again from its source." })
}

function isReadable(der: Uint8Array): boolean {
	try {
		return new X509Certificate(der).raw.length > 0
	} catch (cause) {
		if (cause instanceof Error) return false
		throw cause
	}
}
