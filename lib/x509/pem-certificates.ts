import { err, ok, type Result } from "#base/result"
import { type PemBlock, type PemFailure, type PemKind, parsePem } from "./pem.ts"

const kindWords = {
	certificate: "a certificate",
	"certificate-request": "a certificate request (CSR)",
	crl: "a certificate revocation list",
	"private-key": "a private key",
	"encrypted-private-key": "an encrypted private key",
	"openssh-private-key": "an OpenSSH private key",
	"public-key": "a public key",
	other: "something else",
} satisfies Record<PemKind, string>

/**
 * The DER of every certificate in PEM text, in order; other blocks are passed over. Fails when the text holds no
 * certificate, and says what it holds instead. The DER itself is not read here.
 */
export function parsePemCertificates(text: string): Result<readonly Uint8Array[], PemFailure> {
	const blocks = parsePem(text)
	if (!blocks.ok) return blocks
	const certificates = blocks.value.filter(({ kind }) => kind === "certificate").map(({ der }) => der)
	return certificates.length > 0 ? ok(certificates) : err(explainNoCertificate(blocks.value))
}

/** What a block is, with its article: `a private key`. */
export function wordForPem(kind: PemKind): string {
	return kindWords[kind]
}

function explainNoCertificate(blocks: readonly PemBlock[]): PemFailure {
	const found = [...new Set(blocks.map(({ kind, label }) => (kind === "other" ? label : kindWords[kind])))]
	const line = blocks[0]?.line ?? 1
	const isKey = blocks.some(({ kind }) => kind.endsWith("private-key"))
	return {
		kind: isKey ? "key-instead-of-certificate" : "no-certificate",
		line,
		text: `A certificate is needed, but the text holds ${found.join(" and ")}.`,
		hint: isKey
			? "Certificate and key may have been swapped."
			: "Give PEM text with -----BEGIN CERTIFICATE-----.",
	}
}
