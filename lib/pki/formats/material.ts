import type { Secret } from "#base/secret"

/** A certificate with everything that belongs to it, to be written down in some format. */
export interface CertificateMaterial {
	/** DER: leaf first, then its issuers, root left out. */
	readonly chain: readonly Uint8Array[]
	/** DER of what has to be trusted. */
	readonly roots: readonly Uint8Array[]
	/** PKCS #8; absent where the key is elsewhere. */
	readonly key?: Secret<Uint8Array>
}

/** How to write it. */
export interface FormatOptions {
	/** Of the files and entries: letters, digits, dots, dashes. */
	readonly name: string
	/** Encrypts the key, and opens a keystore. */
	readonly passphrase?: Secret<string>
	/** PKCS #8 unless `traditional`: SEC 1 or PKCS #1. */
	readonly keyForm?: "pkcs8" | "traditional"
	/** Milliseconds since 1970, for formats that note when they were made. */
	readonly at: number
}
