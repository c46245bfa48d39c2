import { createSecureContext, type SecureContext } from "node:tls"
import { describeFailure, type FailureFacts } from "#base/failure-facts"
import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import type { CertificateDescription } from "#x509/description"
import type { OwnIdentity, OwnLink } from "../observation.ts"

/** Which chains a lane trusts. */
export type Trust =
	| {
			readonly kind: "roots"
			/** DER. */
			readonly roots: readonly Uint8Array[]
			/** Absent for the system's own roots, which OpenSSL then loads by itself. */
			readonly pem?: string
			/** In words: `system roots`, `/etc/ca.pem (2 certificates)`. */
			readonly source: string
	  }
	| {
			readonly kind: "spiffe"
			readonly bundles: ReadonlyMap<string, readonly Uint8Array[]>
			readonly pem: string
			readonly source: string
	  }

/** The certificate and key that a lane can present. */
export interface ClientIdentity {
	/** `made-up`: issued in memory for one attempt. */
	readonly source: "files" | "pasted" | "workload-api" | "made-up"
	readonly chainPem: string
	readonly chainLength: number
	readonly keyPem: Secret<string>
	readonly leaf?: CertificateDescription
	/** The chain as far as it can be read, leaf first. Absent for what was made up. */
	readonly described?: readonly CertificateDescription[]
	readonly spiffeId?: string
}

/** A version of TLS that only old servers still take (RFC 8996). */
export type OldVersion = "1.0" | "1.1"

const oldVersionNames = { "1.0": "TLSv1", "1.1": "TLSv1.1" } as const satisfies Record<OldVersion, string>

/**
 * Makes the TLS context of a lane; a key or certificate that OpenSSL refuses is an expected failure. With an old
 * version nothing else is offered; OpenSSL allows its signatures at security level 0 alone.
 */
export function contextFor(
	trust: Trust,
	identity: ClientIdentity | undefined,
	version?: OldVersion,
): Result<SecureContext, FailureFacts> {
	const name = version === undefined ? undefined : oldVersionNames[version]
	try {
		return ok(
			createSecureContext({
				...(name === undefined ? {} : { minVersion: name, maxVersion: name, ciphers: "ALL:@SECLEVEL=0" }),
				...(trust.pem === undefined ? {} : { ca: trust.pem }),
				...(identity === undefined ? {} : { cert: identity.chainPem, key: identity.keyPem.reveal() }),
			}),
		)
	} catch (cause) {
		return err(describeFailure(cause))
	}
}

/** Our identity as the observation keeps it: no key. */
export function describeIdentity(identity: ClientIdentity | undefined): OwnIdentity {
	if (identity === undefined) return { source: "none" }
	return {
		source: identity.source,
		chainLength: identity.chainLength,
		...(identity.spiffeId === undefined ? {} : { spiffeId: identity.spiffeId }),
		...(identity.leaf === undefined ? {} : { certificate: identity.leaf }),
		...(identity.described === undefined ? {} : { chain: identity.described.map(ownLink) }),
	}
}

function ownLink({ subject, issuer, sha256, notBefore, notAfter }: CertificateDescription): OwnLink {
	return { subject, issuer, sha256, notBefore, notAfter }
}
