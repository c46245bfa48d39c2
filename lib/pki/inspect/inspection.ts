import type { ChecklistItem } from "#spiffe/svid-checklist"
import type { CertificateDescription, SubjectAltNames } from "#x509/description"
import type { FormatFailure } from "#x509/formats/format-failure"
import type { Lint } from "#x509/lint/lint-rule"

/** A certificate of the input. */
export type InspectedCertificate =
	| {
			readonly kind: "certificate"
			readonly description: CertificateDescription
			/** SHA-256 of its SubjectPublicKeyInfo, lower-case hex; equal for a certificate and its key. */
			readonly spkiSha256: string
	  }
	| { readonly kind: "unreadable"; readonly sha256: string; readonly problem: string }

/** A private or public key of the input: facts only, nothing of the key itself. */
export interface InspectedKey {
	readonly kind: "private" | "public"
	/** `PKCS #8`, `PKCS #1`, `SEC 1`, or `SPKI` for a public key. */
	readonly form: string
	/** How it is encrypted; absent: it is not. */
	readonly encryption?: { readonly label: string; readonly isLegacy: boolean }
	/** Absent while it is locked. */
	readonly keyType?: string
	readonly keyBits?: number
	/** SHA-256 of the public half as SubjectPublicKeyInfo, lower-case hex; equal for a key and its certificate. */
	readonly spkiSha256?: string
	/** Positions of the certificates that this key belongs to. */
	readonly matches: readonly number[]
	/** Those of the other inputs that it belongs to; absent unless several were given together. */
	readonly matchesElsewhere?: readonly InspectedPlace[]
	/** Why it could not be opened. */
	readonly problem?: FormatFailure
}

/** A certificate request of the input (PKCS #10). */
export interface InspectedRequest {
	readonly subject: string
	readonly sans: SubjectAltNames
	readonly keyType: string
	readonly keyBits: number
	readonly signatureAlgorithm: string
	/** Whether the signature holds: who asks has the private key. */
	readonly signature: "valid" | "invalid" | "unsupported"
	/** Names of the extensions that it asks for. */
	readonly asksFor: readonly string[]
	readonly isCa: boolean
	readonly spkiSha256: string
}

/** A revocation list of the input. */
export interface InspectedCrl {
	readonly issuer: string
	/** ISO 8601 UTC, as `nextUpdate`. */
	readonly thisUpdate?: string
	readonly nextUpdate?: string
	/** How many certificates it revokes. */
	readonly entries: number
	/** Why it could not be read. */
	readonly problem?: string
}

/** Where something stands among several inputs: the name of the input, and the position in it. */
export interface InspectedPlace {
	readonly file: string
	readonly position: number
}

/** One entry of a keystore. */
export interface InspectedEntry {
	readonly kind: string
	readonly alias?: string
	/** ISO 8601 UTC. */
	readonly createdAt?: string
	/** Positions of its certificates. */
	readonly certificates: readonly number[]
	/** Position of its private key among the keys. */
	readonly key?: number
}

/** What bytes hold. JSON-safe and without secrets; keys are added, never renamed (DESIGN.md section 5). */
export interface Inspection {
	readonly schema: "countersign.inspect/v1"
	/** What it is in one word; a certificate that carries a SPIFFE ID is an `svid`, several certificates a `bundle`. */
	readonly kind: "certificate" | "key" | "csr" | "bundle" | "svid" | "keystore" | "crl" | "unreadable"
	/** What it is, as a sentence. */
	readonly sentence: string
	/** `PEM`, `DER`, `PKCS #7`, `PKCS #12`, `JKS` or `JCEKS`; absent when it is unknown. */
	readonly format?: string
	readonly certificates: readonly InspectedCertificate[]
	readonly keys: readonly InspectedKey[]
	readonly requests: readonly InspectedRequest[]
	/** Of a keystore. */
	readonly entries?: readonly InspectedEntry[]
	readonly integrity?: "verified" | "not-checked" | "absent"
	/** Which password showed that a keystore is as it was written. */
	readonly openedWith?: "given" | "empty" | "absent"
	/** How many revocation lists. */
	readonly crls: number
	/** The first 50 of them; absent when there is none. */
	readonly revocationLists?: readonly InspectedCrl[]
	/** The X.509-SVID standard, rule by rule; absent unless the leaf carries a SPIFFE ID. */
	readonly checklist?: readonly ChecklistItem[]
	readonly spiffeId?: string
	/** The grave ones of each certificate first. */
	readonly lints: readonly Lint[]
	/** What could not be read although the rest could, and of `unreadable` the reason for all of it. */
	readonly problems: readonly FormatFailure[]
}
