import type { InspectedCrl } from "#pki/inspect/inspection"
import type { JoinedChain } from "#pki/inspect/joined"
import type { ChecklistItem } from "#spiffe/svid-checklist"
import type { ObservedCertificate } from "#x509/description"
import type { FormatFailure } from "#x509/formats/format-failure"
import type { ChainUsage } from "#x509/path/chain-member"

/** A file, or a text that was pasted. */
export interface GivenFile {
	readonly id: number
	readonly name: string
	readonly blob: Blob
	/** True when its certificates are to be trusted. */
	readonly isTrusted: boolean
}

/** What the certificate should be good for. */
export interface InspectQuestion {
	/** Absent: what the certificate itself says that it is for. */
	readonly usage?: ChainUsage
	/** DNS name or IP address; empty: no name is asked for. */
	readonly name: string
	/** Milliseconds since 1970-01-01 UTC; absent: now. */
	readonly at?: number
	/** SHA-256 of the certificate that the chain begins with; absent: the first leaf. */
	readonly leaf?: string
}

/** Asks the worker to look at everything that was given. */
export interface InspectRequest {
	readonly id: number
	readonly files: readonly GivenFile[]
	/** Absent: none was given, which is not the same as an empty one. */
	readonly password?: string
	readonly question: InspectQuestion
}

/** What the worker answers. */
export type InspectAnswer =
	| { readonly kind: "inspected"; readonly id: number; readonly inspection: GivenInspection }
	| { readonly kind: "failed"; readonly id: number; readonly text: string }

/** What one file holds, in words. */
export interface FileFacts {
	readonly id: number
	readonly name: string
	readonly isTrusted: boolean
	/** `PKCS #12 keystore: 1 private key, 2 certificates`; absent when it could not be read. */
	readonly what?: string
	/** What of it could not be read; first what a password would open. */
	readonly problems: readonly FormatFailure[]
	/** Whether a keystore is as it was written, as a sentence. */
	readonly integrity?: string
}

/** One key. Never its bytes. */
export interface KeyFacts {
	readonly file: string
	readonly kind: "private" | "public"
	readonly alias?: string
	/** `EC P-256`, `RSA 2048 bits`; absent: it could not be opened. */
	readonly type?: string
	/** `PKCS #8, encrypted with AES-256-CBC`. */
	readonly form: string
	readonly isLegacyEncryption: boolean
	readonly problem?: FormatFailure
	/** SHA-256 of the certificates that it belongs to; undefined: its public half is not known. */
	readonly matches?: readonly string[]
	/** SHA-256 of its public key, as pins and `openssl pkey -pubout | sha256` have it. */
	readonly spkiSha256?: string
}

/** One certificate request. */
export interface RequestFacts {
	readonly file: string
	readonly subject: string
	readonly names: readonly string[]
	readonly keyType: string
	/** Whether it verifies with its own key: who asks has the private key. */
	readonly signature: "valid" | "invalid" | "unsupported"
	/** Names of the extensions that it asks for. */
	readonly asksFor: readonly string[]
	readonly isCa: boolean
	/** True when a given private key made it; undefined when none was given. */
	readonly hasKey?: boolean
}

/** One certificate revocation list. */
export interface RevocationFacts extends InspectedCrl {
	readonly file: string
}

/** One certificate with where it was found. */
export interface FoundCertificate {
	readonly sha256: string
	readonly title: string
	readonly file: string
	readonly isTrusted: boolean
	readonly observed: ObservedCertificate
}

/** One breach of a rule. */
export interface FoundLint {
	readonly rule: string
	readonly severity: "error" | "warning" | "notice"
	readonly text: string
	/** Which certificate it is about, or the file of a key or a request. */
	readonly about: string
	readonly fix: string
	readonly command?: string
	readonly citation: string
}

/** Everything that was found in what was given. JSON-safe; holds no private key. */
export interface GivenInspection {
	readonly sentence: string
	readonly kind: "ok" | "attention" | "broken" | "unknown"
	readonly files: readonly FileFacts[]
	readonly certificates: readonly FoundCertificate[]
	/** Certificates that a chain can begin with. */
	readonly leaves: readonly { readonly sha256: string; readonly title: string }[]
	readonly chain?: JoinedChain
	readonly keys: readonly KeyFacts[]
	readonly requests: readonly RequestFacts[]
	readonly revocations: readonly RevocationFacts[]
	readonly lints: readonly FoundLint[]
	/** Of a leaf with a SPIFFE ID. */
	readonly svid?: { readonly id: string; readonly checks: readonly ChecklistItem[] }
	/** True when something is locked. */
	readonly needsPassword: boolean
	readonly isPasswordWrong: boolean
}
