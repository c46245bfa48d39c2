import type { FormatFailure } from "./format-failure.ts"
import type { KeyEncryption, KeyMaterial } from "./private-key-material.ts"

/** One entry of a keystore. */
export interface KeystoreEntry {
	readonly kind: "private-key" | "trusted-certificate" | "certificate" | "secret-key" | "crl"
	/** Alias, or friendly name; absent when it has none. */
	readonly alias?: string
	readonly key?: KeyMaterial
	/** DER; for a private key its chain, leaf first. */
	readonly certificates: readonly Uint8Array[]
	/** Milliseconds since 1970-01-01 UTC. */
	readonly createdAt?: number
}

/** Whether the file is as it was written. */
export type Integrity =
	/** The password was right, and nothing was changed. */
	| { readonly kind: "verified"; readonly algorithm: string; readonly password: "given" | "empty" | "absent" }
	/** There is nothing to check it by. */
	| { readonly kind: "absent" }
	/** It can be read, but without its password not be checked. */
	| { readonly kind: "not-checked"; readonly algorithm: string }

/** A keystore that was opened. */
export interface Keystore {
	readonly type: "pkcs12" | "jks" | "jceks"
	readonly integrity: Integrity
	readonly entries: readonly KeystoreEntry[]
	/** How parts of the file other than private keys are encrypted. */
	readonly encryption: readonly KeyEncryption[]
	/** What could not be read although the rest could. */
	readonly problems: readonly FormatFailure[]
}

/** Entries of one keystore that are read. */
export const entriesMax = 2_000
/** Certificates of one chain that are read. */
export const chainMax = 100
