import { toBase64, toHex } from "#base/bytes"
import { type ParsedCertificate, readCertificate } from "./certificate.ts"
import type { CertificateDescription, ObservedCertificate } from "./description.ts"
import { isSameName, nameAttribute } from "./name.ts"
import { extendedKeyUsageNames, extensionNames, signatureAlgorithmNames } from "./oids.ts"

/** An unreadable certificate keeps this many of its bytes. */
const keptBytesMax = 16_384

/**
 * Describes one DER certificate as plain data. Never throws: what cannot be read comes back as `unreadable` with the
 * field where reading stopped, its length and at most its first 16 KiB. Runs in Node and in a browser.
 */
export async function describeCertificate(der: Uint8Array): Promise<ObservedCertificate> {
	const sha256 = await fingerprint(der)
	const parsed = readCertificate(der)
	if (parsed.ok) return { kind: "certificate", description: describeParsed(parsed.value, sha256) }
	const hex = toHex(der.subarray(0, keptBytesMax))
	return { kind: "unreadable", sha256, hex, length: der.length, problem: parsed.error.text }
}

/** SHA-256 of any bytes, lower-case hex. */
export async function fingerprint(bytes: Uint8Array): Promise<string> {
	return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))))
}

/** Describes a certificate that was read already. */
export function describeParsed(certificate: ParsedCertificate, sha256: string): CertificateDescription {
	const { extensions, publicKey } = certificate
	const { basicConstraints, keyUsage, subjectAltName: names } = extensions
	const commonName = nameAttribute(certificate.subject, "2.5.4.3")
	const signatureOid = certificate.signatureAlgorithm.oid
	return {
		subject: certificate.subject.text,
		issuer: certificate.issuer.text,
		serial: serialText(certificate.serial),
		sans: { dns: names?.dns ?? [], ip: names?.ip ?? [], uri: names?.uri ?? [], email: names?.email ?? [] },
		notBefore: new Date(certificate.notBefore).toISOString(),
		notAfter: new Date(certificate.notAfter).toISOString(),
		sha256,
		keyType: publicKey.keyType,
		keyBits: publicKey.keyBits,
		signatureAlgorithm: signatureAlgorithmNames[signatureOid] ?? signatureOid,
		isCa: basicConstraints?.isCa ?? false,
		...optional("pathLength", basicConstraints?.pathLength),
		...optional(
			"eku",
			extensions.extendedKeyUsage?.map((oid) => extendedKeyUsageNames[oid] ?? oid),
		),
		...optional("keyUsage", keyUsage),
		...optional("keyUsageCritical", extensions.list.find(({ oid }) => oid === "2.5.29.15")?.critical),
		...optional("commonName", commonName),
		...optional("subjectKeyId", extensions.subjectKeyId && toHex(extensions.subjectKeyId)),
		...optional("authorityKeyId", extensions.authorityKeyId && toHex(extensions.authorityKeyId)),
		version: certificate.version,
		isSelfIssued: isSameName(certificate.subject, certificate.issuer),
		extensions: extensions.list.map(({ oid, critical }) => ({
			oid,
			...optional("name", extensionNames[oid]),
			critical,
		})),
		pem: renderPem("CERTIFICATE", certificate.der),
	}
}

/** PEM text of DER (RFC 7468): 64 characters a line, with a final line break. */
export function renderPem(label: string, der: Uint8Array): string {
	const lines = toBase64(der).match(/.{1,64}/g) ?? []
	return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n")
}

function serialText(serial: Uint8Array): string {
	const firstUsed = serial.findIndex((byte) => byte !== 0)
	return toHex(firstUsed < 0 ? serial.subarray(-1) : serial.subarray(firstUsed))
}

/** `{ key: value }`, or nothing when there is no value. The cast is sound: the literal has exactly this one key. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
	if (value === undefined) return {}
	return { [key]: value } as { [K in Key]?: Value }
}
