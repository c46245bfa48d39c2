import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { encodeNameLimits, type NameLimit } from "./name-limits.ts"

/** What an end entity may be used for; OIDs of RFC 5280 section 4.2.1.12. */
export type ExtendedUsage = "serverAuth" | "clientAuth" | "codeSigning"

/** Bits of keyUsage, by the names of RFC 5280 section 4.2.1.3. */
export type KeyUsage =
	| "digitalSignature"
	| "nonRepudiation"
	| "keyEncipherment"
	| "dataEncipherment"
	| "keyAgreement"
	| "keyCertSign"
	| "cRLSign"

/** What a certificate says about itself beyond names and dates. */
export interface ExtensionRequest {
	readonly dns?: readonly string[]
	readonly ip?: readonly string[]
	readonly uri?: readonly string[]
	readonly email?: readonly string[]
	/** Absent: both for a leaf, none for a CA. Empty: no extension at all. */
	readonly eku?: readonly ExtendedUsage[]
	/** Absent: what the kind of certificate and of key calls for. */
	readonly keyUsage?: readonly KeyUsage[]
	/** A CA certificate with this path length; `null` for no limit. */
	readonly ca?: {
		readonly pathLength: number | null
		/** The names that it may vouch for, and those that it may not; no extension when both are empty. */
		readonly permitted?: readonly NameLimit[]
		readonly excluded?: readonly NameLimit[]
	}
}

const ekuOids = {
	serverAuth: "1.3.6.1.5.5.7.3.1",
	clientAuth: "1.3.6.1.5.5.7.3.2",
	codeSigning: "1.3.6.1.5.5.7.3.3",
} as const satisfies Record<ExtendedUsage, string>

const nameConstraintsOid = "2.5.29.30"

/**
 * The extensions of one certificate: critical basic constraints and key usage, EKU, SAN (critical when the subject is
 * empty, as X.509-SVIDs need it), SKI, and AKI when somebody else signs (RFC 5280 section 4.2.1).
 */
export async function extensionsFor(
	request: ExtensionRequest & { readonly hasSubject: boolean },
	publicKey: CryptoKey | x509.PublicKey,
	issuer: x509.X509Certificate | undefined,
): Promise<x509.Extension[]> {
	return [
		...askedExtensions(request, publicKey),
		await x509.SubjectKeyIdentifierExtension.create(publicKey),
		...(issuer === undefined ? [] : [await authorityKeyIdentifier(issuer)]),
	]
}

/**
 * Points at the key of the issuer with the identifier that the issuer's own certificate states: CAs compute it in
 * several ways, and OpenSSL takes no issuer whose identifier differs (RFC 5280 section 4.2.1.1).
 */
export async function authorityKeyIdentifier(issuer: x509.X509Certificate): Promise<x509.Extension> {
	const stated = issuer.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId
	if (stated !== undefined) return new x509.AuthorityKeyIdentifierExtension(stated)
	return x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey)
}

/** The extensions that a request for a certificate asks for: all but the key identifiers, which the issuer sets. */
export function askedExtensions(
	request: ExtensionRequest & { readonly hasSubject: boolean },
	publicKey: CryptoKey | x509.PublicKey,
): x509.Extension[] {
	const isCa = request.ca !== undefined
	const usages = request.keyUsage ?? usualUsages(isCa, publicKey)
	const eku = request.eku ?? (isCa ? [] : (["serverAuth", "clientAuth"] as const))
	const names = generalNames(request)
	const permitted = request.ca?.permitted ?? []
	const excluded = request.ca?.excluded ?? []
	return [
		new x509.BasicConstraintsExtension(isCa, request.ca?.pathLength ?? undefined, true),
		...(usages.length === 0 ? [] : [new x509.KeyUsagesExtension(usageBits(usages), true)]),
		...(eku.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension(eku.map((each) => ekuOids[each]))]),
		...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names, !request.hasSubject)]),
		...(permitted.length + excluded.length === 0
			? []
			: [
					new x509.Extension(
						nameConstraintsOid,
						true,
						Uint8Array.from(encodeNameLimits(permitted, excluded)),
					),
				]),
	]
}

/** RSA leaves may also decrypt, which the RSA key exchange of TLS 1.2 needs. */
function usualUsages(isCa: boolean, key: CryptoKey | x509.PublicKey): readonly KeyUsage[] {
	if (isCa) return ["keyCertSign", "cRLSign"]
	return key.algorithm.name.startsWith("RSA") ? ["digitalSignature", "keyEncipherment"] : ["digitalSignature"]
}

function usageBits(usages: readonly KeyUsage[]): number {
	return usages.reduce<number>((bits, usage) => bits | x509.KeyUsageFlags[usage], 0)
}

function generalNames(request: ExtensionRequest): x509.JsonGeneralNames {
	return [
		...(request.dns ?? []).map((value) => ({ type: "dns" as const, value })),
		...(request.ip ?? []).map((value) => ({ type: "ip" as const, value })),
		...(request.uri ?? []).map((value) => ({ type: "url" as const, value })),
		...(request.email ?? []).map((value) => ({ type: "email" as const, value })),
	]
}
