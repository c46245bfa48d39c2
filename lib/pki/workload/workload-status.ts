import type { WorkloadFailure } from "./workload-failures.ts"

/** What the dashboard's own Workload API hands out. */
export type WorkloadStatus =
	| { readonly kind: "stopped" }
	| {
			readonly kind: "running"
			/** For SPIFFE_ENDPOINT_SOCKET; absent where each identity has a socket of its own. */
			readonly address?: string
			/** Counts issues from 1. */
			readonly rotation: number
			/** ISO 8601. */
			readonly rotatesAt: string
			/** `none`, or the error that every call ends with on purpose. */
			readonly failure: WorkloadFailure | "none"
			/** The bundle of the trust domain, PEM, oldest authority first. */
			readonly bundlePem: string
			readonly authorities: readonly {
				/** Counts from 1. */
				readonly number: number
				/** `next` signs from the next rotation on; `last` signs no more. */
				readonly state: "next" | "signs" | "last"
				/** ISO 8601: the end of what it signed last. Absent while it has signed nothing. */
				readonly signedUntil?: string
			}[]
			/** Trust domains whose bundles are given along. */
			readonly federated: readonly string[]
			readonly svids: readonly {
				readonly spiffeId: string
				readonly hint?: string
				/** The socket that gives it, where it has one of its own. */
				readonly address?: string
				readonly serial: string
				readonly notBefore: string
				readonly notAfter: string
			}[]
	  }
