import type { CertificateDescription, ObservedCertificate } from "#x509/description"
import type { Lint } from "#x509/lint/lint-rule"
import type { ChainUsage } from "#x509/path/chain-member"
import type { RuntimeComparison } from "#x509/path/compare-runtimes"
import type { Verification } from "#x509/verification"
import type { InspectedKey, InspectedRequest, Inspection } from "./inspection.ts"

/** A certificate of several inputs, each once, with its bytes for whoever goes on with it. */
export interface JoinedCertificate {
	readonly sha256: string
	/** The input in which it stands first. */
	readonly input: number
	/** True when any of the inputs in which it stands is to be trusted. */
	readonly isTrusted: boolean
	readonly der: Uint8Array
	readonly observed: ObservedCertificate
	/** Absent when it cannot be read. */
	readonly description?: CertificateDescription
	readonly spkiSha256?: string
}

/** A key with its place, and whose it is among all that was given. */
export interface JoinedKey {
	readonly input: number
	readonly key: InspectedKey
	/** Of a keystore entry. */
	readonly alias?: string
	/** SHA-256 of the certificates that it belongs to; absent while its public half is not known. */
	readonly owners?: readonly string[]
}

/** A request with its place. */
export interface JoinedRequest {
	readonly input: number
	readonly request: InspectedRequest
	/** Whether one of the private keys that were given made it; absent when none was. */
	readonly hasKey?: boolean
}

/** A breach with its place. */
export interface JoinedLint {
	readonly input: number
	readonly lint: Lint
	/** SHA-256 of the certificate; absent for what is about a key or a request. */
	readonly certificate?: string
}

/** The chain of one leaf through everything that was given. JSON-safe. */
export interface JoinedChain {
	readonly leaf: CertificateDescription
	/** What it was held to: as asked for, or what the leaf says that it is for. */
	readonly usage: ChainUsage
	/** False: nothing that was given is to be trusted, so nothing is said of trust and `runtimes` is absent. */
	readonly hasAnchors: boolean
	/** Leaf first; positions in reasons count these. */
	readonly chain: readonly ObservedCertificate[]
	readonly verification: Verification
	readonly runtimes?: RuntimeComparison
}

/** Several inputs, judged together. */
export interface JoinedInspection {
	/** One an input, in order, each as `inspect` tells of it. */
	readonly inspections: readonly Inspection[]
	readonly certificates: readonly JoinedCertificate[]
	/** What a chain can begin with, likeliest first. */
	readonly leaves: readonly JoinedCertificate[]
	readonly chain?: JoinedChain
	readonly keys: readonly JoinedKey[]
	readonly requests: readonly JoinedRequest[]
	/** The same breach of the same certificate once; grave ones first. */
	readonly lints: readonly JoinedLint[]
}
