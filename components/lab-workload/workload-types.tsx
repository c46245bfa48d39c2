import type { FieldProblem } from "#pki/field-problem"
import type { WorkloadFailure } from "#pki/workload/workload-failures"

/** An authority of the trust domain: `next` signs from the next rotation on, `last` signs no more. */
export interface PanelAuthority {
	readonly number: number
	readonly state: "next" | "signs" | "last"
	/** ISO 8601. */
	readonly signedUntil?: string
}

/** What runs, as the server tells it. */
export type PanelStatus =
	| { readonly kind: "stopped" }
	| {
			readonly kind: "running"
			/** Absent where each identity has a socket of its own. */
			readonly address?: string
			readonly rotation: number
			readonly rotatesAt: string
			readonly failure: WorkloadFailure | "none"
			/** PEM, oldest authority first. */
			readonly bundlePem: string
			readonly authorities: readonly PanelAuthority[]
			/** Trust domains whose bundles are given along. */
			readonly federated: readonly string[]
			readonly svids: readonly {
				readonly spiffeId: string
				readonly hint?: string
				readonly address?: string
				readonly serial: string
				readonly notBefore: string
				readonly notAfter: string
			}[]
	  }

/** Who may open the sockets. */
export type SocketMode = "0600" | "0660" | "0666"

/** What is asked for, as it goes to the server. */
export interface StartRequest {
	trustDomain: string
	identities: string[]
	ttl: string
	socketMode: SocketMode
	federated: { trustDomain: string; bundle: string }[]
}

/** What came of it. */
export type Answer =
	| { readonly kind: "status"; readonly status: PanelStatus }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| { readonly kind: "failed"; readonly text: string }

/** A wish about the one that runs. */
export interface Change {
	rotate?: boolean
	renewAuthority?: boolean
	failure?: WorkloadFailure | "none"
}

/** What the panel may ask of the server. */
export interface WorkloadActions {
	readonly status: () => Promise<Answer>
	readonly start: (request: StartRequest) => Promise<Answer>
	readonly change: (request: Change) => Promise<Answer>
	readonly stop: () => Promise<Answer>
}
