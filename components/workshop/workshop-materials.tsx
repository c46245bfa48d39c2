import { Secret } from "#base/secret"
import { trustedPem } from "#pki/authority-chain"
import type { OutputFormatId } from "#pki/formats/format-list"
import { writeFormat } from "#pki/formats/output-formats"
import type { Authority } from "#pki/issue"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { lintCertificates } from "#x509/lint/lint-certificates"
import type { Lint } from "#x509/lint/lint-rule"

/** A certificate as the page shows it. */
export interface ShownCertificate {
	readonly description: CertificateDescription
	/** What our own rules say of it, notices left out. */
	readonly lints: readonly Lint[]
}

/** A CA that can issue, and what to show of it. */
export interface HeldAuthority {
	readonly authority: Authority
	readonly shown: ShownCertificate
	/** Its key as PKCS #8, to be saved. */
	readonly key: Secret<Uint8Array>
}

/** How files are named and sealed. */
export interface WriteOptions {
	readonly name: string
	readonly passphrase?: string
	readonly keyForm?: "pkcs8" | "traditional"
}

/** Writes the files of one format. */
export function write(
	material: Parameters<typeof writeFormat>[1],
	format: OutputFormatId,
	{ name, passphrase, keyForm }: WriteOptions,
) {
	return writeFormat(format, material, {
		...{ name, at: Date.now() },
		...(passphrase === undefined || passphrase === "" ? {} : { passphrase: new Secret(passphrase) }),
		...(keyForm === undefined ? {} : { keyForm }),
	})
}

/** Describes a certificate and holds it to our rules; `above` are its issuers. */
export async function show(der: Uint8Array, above: readonly Uint8Array[]): Promise<ShownCertificate> {
	const observed = await describeCertificate(der)
	if (observed.kind !== "certificate") throw new Error(observed.problem)
	const lints = lintCertificates([der, ...above], { at: Date.now() })
	const own = lints.filter(({ certificate, severity }) => (certificate ?? 0) === 0 && severity !== "notice")
	return { description: observed.description, lints: own }
}

/** A root stands for itself; an intermediate's own root is not in its files. */
export function rootsOf(issuer: HeldAuthority | undefined): readonly Uint8Array[] {
	if (issuer === undefined) return []
	return chainOf(trustedPem(issuer.authority))
}

/** DER of the certificates of a PEM text, in order. */
export function chainOf(pem: string): readonly Uint8Array[] {
	return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(([, body = ""]) =>
		bytesOf(body.replace(/\s/g, "")),
	)
}

/** Bytes of Base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
