import type { CertificateDescription } from "#x509/description"

/** Why a client does not come through, with the values that its error text carries. */
export type Cause =
	| { readonly kind: "no-such-name"; readonly host: string }
	/** A system error of connect: `ECONNREFUSED`, `ENOENT`, `EACCES` … */
	| { readonly kind: "dial"; readonly code: string }
	| { readonly kind: "unix-not-dialled" }
	/** TLS was begun, and the server answered with something else; its first bytes in hex. */
	| { readonly kind: "tls-to-plaintext"; readonly hex: string }
	/** Plaintext was sent to a port that speaks TLS; with the alert that it answered. */
	| { readonly kind: "plaintext-to-tls"; readonly alert?: string }
	/** An alert of the server: to the ClientHello, later in the handshake, or after this client believes it done. */
	| {
			readonly kind: "alert"
			readonly alert: string
			readonly code: number
			readonly when: "hello" | "handshake" | "late"
	  }
	/** The server ended the connection without an alert. */
	| { readonly kind: "closed"; readonly late: boolean }
	| { readonly kind: "no-alpn" }
	| { readonly kind: "unreadable-certificate" }
	| {
			readonly kind: "untrusted"
			/** `stale`: an anchor of the right name did not sign it. */
			readonly why: "unknown-issuer" | "self-signed" | "stale"
			/** Common name of the issuer. */
			readonly issuer: string
			/** True when the issuer signs with RSA. */
			readonly isRsa: boolean
	  }
	| {
			readonly kind: "expired" | "not-yet-valid"
			/** ISO 8601 of the end that is past, or of the beginning to come. */
			readonly limit: string
			/** ISO 8601 of the run. */
			readonly at: string
	  }
	| {
			readonly kind: "name"
			readonly wanted: string
			readonly isIp: boolean
			/** True when the common name has it. */
			readonly isCommonName: boolean
			readonly leaf: CertificateDescription
	  }
	| { readonly kind: "usage"; readonly eku: readonly string[] }
	| {
			readonly kind: "strict"
			readonly point: Strictness
			/** Common name of the issuer. */
			readonly issuer: string
			readonly isRsa: boolean
	  }
	/** A SPIFFE rule, in our own words. */
	| {
			readonly kind: "spiffe"
			readonly rule: string
			/** The SPIFFE ID that the server showed; absent when it showed none. */
			readonly id?: string
			/** True when a certain ID was expected, and not a member of a trust domain. */
			readonly isById: boolean
	  }
	/** gRPC was asked for, and plain HTTP came back over HTTP/2. */
	| { readonly kind: "http-status"; readonly status: number }
	/** HTTP/1 came back. */
	| { readonly kind: "http1"; readonly status?: number }

/** Points of a certificate in which runtimes are of different strictness. */
export type Strictness =
	/** The leaf is marked as a CA. */
	| "ca-leaf"
	/** The leaf is no X.509 version 3. */
	| "version-1"
	/** Its extended key usage has `anyExtendedKeyUsage` and no `serverAuth`. */
	| "any-eku"
	/** Its key usage lacks `digitalSignature`. */
	| "no-digital-signature"
	/** A certificate below the root is signed with SHA-1. */
	| "sha-1"
	/** An RSA key below 2,048 bits. */
	| "rsa-below-2048"
	/** An RSA key below 1,024 bits. */
	| "rsa-below-1024"

/** Which kind of fault a client comes to first when a certificate has several. */
export type PeerStep = "validity" | "name" | "trust" | "usage"
