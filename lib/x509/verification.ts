/** One reason why a chain or a name does not hold. */
export interface VerificationReason {
	/**
	 * Kebab-case: `untrusted-issuer`, `self-signed-leaf`, `missing-intermediate`, `trust-bundle-missing-or-stale`,
	 * `expired-server-cert`, `not-yet-valid`, `hostname-mismatch`, `ip-san-missing`, `cn-only-no-san`, `uri-san-only`,
	 * `server-cert-wrong-eku`, `ca-without-basic-constraints`, `name-constraint-violation`, `weak-signature-or-key`,
	 * `bad-signature`, `path-length-exceeded`, `unknown-critical-extension`, `key-usage`, `unreadable-certificate`,
	 * `wrong-spiffe-id`, `svid-rule` …
	 */
	readonly rule: string
	/** Index of the certificate in the chain as sent, leaf = 0; absent when it is about the whole chain. */
	readonly certificate?: number
	/** A plain sentence. */
	readonly text: string
}

/** A link of the chain as we built it. */
export interface PathLink {
	readonly sha256: string
	readonly subject: string
	/** Where this certificate came from. */
	readonly from: "wire" | "trust-anchor"
	/** Index on the wire, when it was sent. */
	readonly certificate?: number
}

/** Our verdict on a chain, with every reason, and what OpenSSL said beside it. JSON-safe. */
export interface Verification {
	readonly verdict: "accepted" | "rejected"
	/** Every fault found, leaf first; empty when accepted. */
	readonly reasons: readonly VerificationReason[]
	/** From the leaf to the trust anchor where one was reached, otherwise as far as the links hold. */
	readonly path: readonly PathLink[]
	/** True when `path` ends in a trust anchor. */
	readonly anchored: boolean
	/** Issuer that is neither on the wire nor among the trust anchors. */
	readonly missingIssuer?: { readonly subject: string; readonly keyId?: string }
	/** OpenSSL's own word as Node reports it, e.g. `CERT_HAS_EXPIRED`; `ok` when it was content. */
	readonly openssl?: string
	/** Why our verdict differs from OpenSSL's, as a sentence; absent when they agree. */
	readonly opensslDifference?: string
	/** What the name check compared. */
	readonly name?: {
		readonly wanted: string
		readonly kind: "dns" | "ip" | "spiffe"
		readonly matched?: string
		readonly got: readonly string[]
	}
	/** Where the trust anchors came from, in words: `system roots`, `/etc/ca.pem (2 certificates)`, `SPIFFE bundle of td`. */
	readonly trustSource: string
}
