import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { Secret } from "#base/secret"
import { type KeyAlgorithm, makeKeyPair, signingParameters } from "./key-pair.ts"

/** Somebody who signs: a certificate, its private key, and what a chain below it must carry. */
export interface Authority {
	readonly certificate: x509.X509Certificate
	readonly key: CryptoKey
	readonly pem: string
	readonly der: Uint8Array
	/** PEM of the certificates between a leaf and the root, this one first; empty for a root. */
	readonly chainPem: string
}

/** What to issue. Everything but the subject has a default that suits a leaf of 90 days. */
export interface IssueRequest {
	/** Absent: self-signed. */
	readonly authority?: Authority
	/** RFC 4514 text, e.g. `CN=localhost`. May be empty. */
	readonly subject: string
	readonly dns?: readonly string[]
	readonly ip?: readonly string[]
	readonly uri?: readonly string[]
	readonly eku?: readonly ("serverAuth" | "clientAuth")[]
	readonly notBefore?: Date
	readonly notAfter?: Date
	readonly keyAlgorithm?: KeyAlgorithm
	readonly signatureHash?: "SHA-1" | "SHA-256" | "SHA-384"
	/** A CA certificate with this path length; `null` for no limit. */
	readonly ca?: { readonly pathLength: number | null }
	/** Sign for this key pair instead of a new one. */
	readonly keyPair?: CryptoKeyPair
}

/** What was issued. */
export interface Issued {
	readonly certificate: x509.X509Certificate
	readonly der: Uint8Array
	readonly pem: string
	/** Leaf and intermediates, root left out: what a server sends. */
	readonly chainPem: string
	readonly privateKeyPem: Secret<string>
	readonly privateKeyPkcs8: Secret<Uint8Array>
	readonly key: CryptoKey
}

const ekuOids = { serverAuth: "1.3.6.1.5.5.7.3.1", clientAuth: "1.3.6.1.5.5.7.3.2" } as const
const dayMs = 86_400_000

/**
 * Issues one X.509 v3 certificate (RFC 5280): random 127-bit serial, critical key usage and basic constraints, SKI and
 * AKI, SAN critical when the subject is empty. Default lifetime is 90 days from one minute ago.
 */
export async function issueCertificate(request: IssueRequest): Promise<Issued> {
	const keys = request.keyPair ?? (await makeKeyPair(request.keyAlgorithm ?? "p256"))
	const signer = request.authority
	const signingKey = signer?.key ?? keys.privateKey
	const notBefore = request.notBefore ?? new Date(Date.now() - 60_000)
	const certificate = await x509.X509CertificateGenerator.create({
		serialNumber: randomSerial(),
		subject: request.subject,
		issuer: signer?.certificate.subject ?? request.subject,
		notBefore,
		notAfter: request.notAfter ?? new Date(notBefore.getTime() + 90 * dayMs),
		publicKey: keys.publicKey,
		signingKey,
		signingAlgorithm: signingParameters(signingKey, request.signatureHash),
		extensions: await extensionsFor(request, keys.publicKey),
	})
	const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", keys.privateKey))
	const pem = `${certificate.toString("pem")}\n`
	return {
		certificate,
		der: new Uint8Array(certificate.rawData),
		pem,
		chainPem: pem + (signer?.chainPem ?? ""),
		privateKeyPem: new Secret(`${x509.PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`),
		privateKeyPkcs8: new Secret(pkcs8),
		key: keys.privateKey,
	}
}

/** Makes a CA: a root, or an intermediate below `authority`. Default lifetime is ten years. */
export async function createAuthority(
	request: Omit<IssueRequest, "dns" | "ip" | "eku" | "ca" | "subject"> & {
		readonly commonName: string
		readonly organization?: string
		readonly pathLength?: number
	},
): Promise<Authority> {
	const organization = request.organization === undefined ? "" : `O=${request.organization}, `
	const notBefore = request.notBefore ?? new Date(Date.now() - 60_000)
	const issued = await issueCertificate({
		...request,
		subject: `${organization}CN=${request.commonName}`,
		notBefore,
		notAfter: request.notAfter ?? new Date(notBefore.getTime() + 3_650 * dayMs),
		ca: { pathLength: request.pathLength ?? null },
	})
	return {
		certificate: issued.certificate,
		key: issued.key,
		pem: issued.pem,
		der: issued.der,
		chainPem: request.authority === undefined ? "" : issued.chainPem,
	}
}

async function extensionsFor(request: IssueRequest, publicKey: CryptoKey): Promise<x509.Extension[]> {
	const isCa = request.ca !== undefined
	const usage = isCa
		? x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign
		: x509.KeyUsageFlags.digitalSignature
	const pathLength = request.ca?.pathLength ?? undefined
	const names: x509.JsonGeneralNames = [
		...(request.dns ?? []).map((value) => ({ type: "dns" as const, value })),
		...(request.ip ?? []).map((value) => ({ type: "ip" as const, value })),
		...(request.uri ?? []).map((value) => ({ type: "url" as const, value })),
	]
	const eku = request.eku ?? (isCa ? [] : ["serverAuth" as const, "clientAuth" as const])
	return [
		new x509.BasicConstraintsExtension(isCa, pathLength, true),
		new x509.KeyUsagesExtension(usage, true),
		...(eku.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension(eku.map((each) => ekuOids[each]))]),
		...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names, request.subject === "")]),
		await x509.SubjectKeyIdentifierExtension.create(publicKey),
		...(request.authority === undefined
			? []
			: [await x509.AuthorityKeyIdentifierExtension.create(request.authority.certificate.publicKey)]),
	]
}

/** Sixteen random bytes whose first bit is clear and whose first byte is not zero (RFC 5280 section 4.1.2.2). */
function randomSerial(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16))
	bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
