/** An IP, DNS, URI or mail name list of a certificate. Text as in the certificate; IPs in canonical text form. */
export interface SubjectAltNames {
	readonly dns: readonly string[]
	readonly ip: readonly string[]
	readonly uri: readonly string[]
	readonly email: readonly string[]
}

/** One certificate as plain, JSON-safe data (RFC 5280 section 4). */
export interface CertificateDescription {
	/** RFC 4514 text. Empty string for an empty name. */
	readonly subject: string
	readonly issuer: string
	/** Lower-case hex without leading zeros beyond one byte. */
	readonly serial: string
	readonly sans: SubjectAltNames
	/** ISO 8601 UTC. */
	readonly notBefore: string
	readonly notAfter: string
	/** SHA-256 of the DER, lower-case hex. */
	readonly sha256: string
	/** `RSA`, `EC P-256`, `EC P-384`, `EC P-521`, `Ed25519`, `Ed448`, otherwise the OID. */
	readonly keyType: string
	readonly keyBits: number
	/** e.g. `ecdsa-with-SHA256`, `sha256WithRSAEncryption`, otherwise the OID. */
	readonly signatureAlgorithm: string
	readonly isCa: boolean
	readonly pathLength?: number
	/** RFC names (`serverAuth`, `clientAuth`, `anyExtendedKeyUsage` …) or OIDs. Absent extension: undefined. */
	readonly eku?: readonly string[]
	/** RFC names (`digitalSignature`, `keyCertSign` …). Absent extension: undefined. */
	readonly keyUsage?: readonly string[]
	readonly keyUsageCritical?: boolean
	readonly commonName?: string
	/** Hex. */
	readonly subjectKeyId?: string
	readonly authorityKeyId?: string
	readonly version: number
	readonly isSelfIssued: boolean
	/** Every extension, known or not, in order. */
	readonly extensions: readonly { readonly oid: string; readonly name?: string; readonly critical: boolean }[]
	/** PEM text of the certificate, so that a page can offer it. */
	readonly pem: string
}

/** A certificate of the wire: described, or kept as bytes with the reason why it could not be read. */
export type ObservedCertificate =
	| { readonly kind: "certificate"; readonly description: CertificateDescription }
	| {
			readonly kind: "unreadable"
			readonly sha256: string
			readonly hex: string
			readonly length: number
			readonly problem: string
	  }
