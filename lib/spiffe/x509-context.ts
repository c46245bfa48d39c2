import type { Secret } from "#base/secret"
import type { TrustBundles } from "./bundle.ts"
import type { SpiffeId } from "./id.ts"

/** One identity of this workload. */
export interface X509Svid {
	readonly spiffeId: SpiffeId
	/** DER, leaf first. */
	readonly certificates: readonly Uint8Array[]
	/** PKCS #8 DER. */
	readonly key: Secret<Uint8Array>
	/** DER of the authorities of this identity's own trust domain. */
	readonly bundle: readonly Uint8Array[]
	/** Tells several identities apart; unique in a context. */
	readonly hint?: string
}

/** Everything that the Workload API gave: the first identity is the default one. */
export interface X509Context {
	/** At least one. */
	readonly svids: readonly X509Svid[]
	/** By trust domain name, federated trust domains included. */
	readonly bundles: TrustBundles
}

/** Why there is no identity; the reasons of `WorkloadApiObservation`. */
export interface WorkloadApiFailure {
	readonly reason:
		| "address-invalid"
		| "socket-missing"
		| "not-a-socket"
		| "permission"
		| "refused"
		| "no-identity"
		| "header-missing"
		| "unimplemented"
		| "unavailable"
		| "timeout"
		| "bad-response"
		| "other"
	/** gRPC status name, when a status came from the agent. */
	readonly grpcStatus?: string
	/** What happened, as a sentence. */
	readonly text: string
	/** What to look at. */
	readonly hint: string
}
