import "reflect-metadata"
import * as x509 from "@peculiar/x509"

/** A certificate made for a test, with the keys it belongs to. */
export interface MadeCertificate {
	readonly der: Uint8Array
	readonly pem: string
	readonly keys: CryptoKeyPair
	readonly certificate: x509.X509Certificate
}

/** What to make. Absent parts are left out of the certificate, not defaulted. */
export interface CertificateRecipe {
	readonly subject: string
	/** Absent: self-signed. */
	readonly issuer?: MadeCertificate
	readonly keys?: CryptoKeyPair
	readonly notBefore?: Date
	readonly notAfter?: Date
	readonly names?: readonly { readonly type: "dns" | "ip" | "url" | "email"; readonly value: string }[]
	readonly areNamesCritical?: boolean
	readonly ca?: true | number
	readonly keyUsage?: number
	readonly isKeyUsageCritical?: boolean
	readonly eku?: readonly string[]
	readonly keyAlgorithm?: EcKeyGenParams | RsaHashedKeyGenParams | Algorithm
	readonly signingAlgorithm?: EcdsaParams | RsaPssParams | Algorithm
	readonly extensions?: readonly x509.Extension[]
	/** Adds subject and authority key ids. */
	readonly withKeyIds?: boolean
	readonly serial?: string
}

/** Object identifiers of extended key usages. */
export const usage = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" } as const

/** Bits of key usage, to be joined with `|`. */
export const keyUsageBit = {
	digitalSignature: x509.KeyUsageFlags.digitalSignature,
	keyCertSign: x509.KeyUsageFlags.keyCertSign,
	cRLSign: x509.KeyUsageFlags.cRLSign,
} as const

/** An extension of any kind. */
export function rawExtension(oid: string, critical: boolean, value: Uint8Array): x509.Extension {
	return new x509.Extension(oid, critical, Uint8Array.from(value))
}

const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }

/** Makes one certificate; ECDSA P-256 and a validity around 2030 unless told otherwise. */
export async function makeCertificate(recipe: CertificateRecipe): Promise<MadeCertificate> {
	const keys = recipe.keys ?? (await makeKeys(recipe.keyAlgorithm ?? p256))
	const signer = recipe.issuer?.keys.privateKey ?? keys.privateKey
	const certificate = await x509.X509CertificateGenerator.create({
		serialNumber: recipe.serial ?? "01",
		subject: recipe.subject,
		issuer: recipe.issuer?.certificate.subject ?? recipe.subject,
		notBefore: recipe.notBefore ?? new Date("2030-01-01T00:00:00Z"),
		notAfter: recipe.notAfter ?? new Date("2030-12-31T23:59:59Z"),
		publicKey: keys.publicKey,
		signingKey: signer,
		signingAlgorithm: recipe.signingAlgorithm ?? p256,
		extensions: await extensionsOf(recipe, keys),
	})
	return { der: new Uint8Array(certificate.rawData), pem: certificate.toString("pem"), keys, certificate }
}

/** Makes a CA certificate that may sign certificates and CRLs. */
export function makeAuthority(recipe: Omit<CertificateRecipe, "keyUsage">): Promise<MadeCertificate> {
	const keyUsage = keyUsageBit.keyCertSign | keyUsageBit.cRLSign
	return makeCertificate({ ca: true, withKeyIds: true, ...recipe, keyUsage, isKeyUsageCritical: true })
}

async function makeKeys(
	algorithm: EcKeyGenParams | RsaHashedKeyGenParams | Algorithm,
): Promise<CryptoKeyPair> {
	const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])
	if (!("privateKey" in keys)) throw new Error("the algorithm makes no key pair")
	return keys
}

async function extensionsOf(recipe: CertificateRecipe, keys: CryptoKeyPair): Promise<x509.Extension[]> {
	const { ca, keyUsage, eku, names, issuer } = recipe
	const list: x509.Extension[] = []
	if (ca !== undefined) {
		list.push(new x509.BasicConstraintsExtension(true, ca === true ? undefined : ca, true))
	}
	if (keyUsage !== undefined) {
		list.push(new x509.KeyUsagesExtension(keyUsage, recipe.isKeyUsageCritical ?? false))
	}
	if (eku !== undefined) list.push(new x509.ExtendedKeyUsageExtension([...eku]))
	if (names !== undefined) {
		list.push(new x509.SubjectAlternativeNameExtension([...names], recipe.areNamesCritical ?? false))
	}
	if (recipe.withKeyIds === true) {
		list.push(await x509.SubjectKeyIdentifierExtension.create(keys.publicKey))
		const parent = issuer?.keys.publicKey ?? keys.publicKey
		list.push(await x509.AuthorityKeyIdentifierExtension.create(parent))
	}
	return [...list, ...(recipe.extensions ?? [])]
}
