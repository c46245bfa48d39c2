import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { Secret } from "#base/secret"
import { type ExtensionRequest, extensionsFor } from "./extensions.ts"
import {
	type KeyAlgorithm,
	keyForHash,
	makeKeyPair,
	type SignatureHash,
	signingParameters,
} from "./key-pair.ts"

/** Somebody who signs: a certificate, its private key, and what a chain below it must carry. */
export interface Authority {
	readonly certificate: x509.X509Certificate
	readonly key: CryptoKey
	readonly pem: string
	readonly der: Uint8Array
	/** PEM of the certificates between a leaf and the root, this one first; empty for a root. */
	readonly chainPem: string
	/** PEM of the root above, where it is known; absent for a root. */
	readonly rootPem?: string
}

/** A distinguished name: RFC 4514 text such as `CN=localhost` (may be empty), or its parts, taken literally. */
export type Subject = string | readonly Readonly<Record<string, string>>[]

/** What to issue. Everything but the subject has a default that suits a leaf of 90 days. */
export interface IssueRequest extends ExtensionRequest {
	/** Absent: self-signed. */
	readonly authority?: Authority
	readonly subject: Subject
	/** Absent: one minute ago, for clocks that differ. */
	readonly notBefore?: Date
	/** Absent: 90 days after `notBefore`. */
	readonly notAfter?: Date
	/** Absent: P-256. */
	readonly keyAlgorithm?: KeyAlgorithm
	/** Hash of the signature; absent: SHA-256. Ed25519 has its own. */
	readonly signatureHash?: SignatureHash
	/** Sign for this key pair, which must be extractable, instead of a new one. */
	readonly keyPair?: CryptoKeyPair
}

/** A certificate that was signed, without a private key. */
export interface Signed {
	readonly certificate: x509.X509Certificate
	readonly der: Uint8Array
	readonly pem: string
	/** Leaf and intermediates, root left out: what a server sends. */
	readonly chainPem: string
}

/** What was issued. */
export interface Issued extends Signed {
	readonly privateKeyPem: Secret<string>
	readonly privateKeyPkcs8: Secret<Uint8Array>
	readonly key: CryptoKey
}

const dayMs = 86_400_000
const skewMs = 60_000

/** Issues one X.509 v3 certificate (RFC 5280) with a random serial of 126 bits. Rejects on names that are malformed. */
export async function issueCertificate(request: IssueRequest): Promise<Issued> {
	const keys = request.keyPair ?? (await makeKeyPair(request.keyAlgorithm ?? "p256"))
	const signed = await signFor(keys.publicKey, request, request.authority?.key ?? keys.privateKey)
	const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey))
	return {
		...signed,
		privateKeyPem: new Secret(`${x509.PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`),
		privateKeyPkcs8: new Secret(pkcs8),
		key: keys.privateKey,
	}
}

/** Issues a certificate for somebody else's public key. The CA has to be given; `keyAlgorithm` is of no account. */
export function certifyKey(
	publicKey: x509.PublicKey,
	request: IssueRequest & { readonly authority: Authority },
): Promise<Signed> {
	return signFor(publicKey, request, request.authority.key)
}

async function signFor(
	publicKey: CryptoKey | x509.PublicKey,
	request: IssueRequest,
	signingKey: CryptoKey,
): Promise<Signed> {
	const { authority, signatureHash } = request
	const notBefore = request.notBefore ?? new Date(Date.now() - skewMs)
	const extensions = await extensionsFor(
		{ ...request, hasSubject: request.subject.length > 0 },
		publicKey,
		authority?.certificate,
	)
	return signCertificate({
		...{ publicKey, signingKey, notBefore, extensions, subject: nameOf(request.subject) },
		notAfter: request.notAfter ?? new Date(notBefore.getTime() + 90 * dayMs),
		...(authority === undefined ? {} : { authority }),
		...(signatureHash === undefined ? {} : { signatureHash }),
	})
}

/** Everything that stands in a certificate, but its serial. */
export interface CertificateContent {
	/** Absent: signed by its own key. */
	readonly authority?: Authority
	readonly signingKey: CryptoKey
	readonly signatureHash?: SignatureHash
	readonly publicKey: CryptoKey | x509.PublicKey
	readonly subject: x509.Name
	readonly notBefore: Date
	readonly notAfter: Date
	readonly extensions: readonly x509.Extension[]
}

/** Signs a certificate with exactly this content and a serial of its own. */
export async function signCertificate(content: CertificateContent): Promise<Signed> {
	const { authority, signatureHash, extensions, subject, ...rest } = content
	const signingKey = await keyForHash(content.signingKey, signatureHash)
	const certificate = await x509.X509CertificateGenerator.create({
		...rest,
		serialNumber: randomSerial(),
		subject,
		issuer: authority?.certificate.subjectName ?? subject,
		signingKey,
		signingAlgorithm: signingParameters(signingKey, signatureHash),
		extensions: [...extensions],
	})
	const pem = `${certificate.toString("pem")}\n`
	return {
		certificate,
		der: new Uint8Array(certificate.rawData),
		pem,
		chainPem: pem + (authority?.chainPem ?? ""),
	}
}

/** The name as it is encoded. Parts go in as UTF8String objects: the library reads escapes, quotes and `#` into plain strings. */
export function nameOf(subject: Subject): x509.Name {
	if (typeof subject === "string") return new x509.Name(subject)
	return new x509.Name(
		subject.map((part) =>
			Object.fromEntries(Object.entries(part).map(([type, value]) => [type, [{ utf8String: value }]])),
		),
	)
}

/** Sixteen random bytes, positive and of full length: bit 127 is clear, bit 126 set (RFC 5280 section 4.1.2.2). */
function randomSerial(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16))
	bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
