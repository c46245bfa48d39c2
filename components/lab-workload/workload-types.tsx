import type { FieldProblem } from "#pki/field-problem"
import type { WorkloadFailure } from "#pki/workload/workload-failures"
import type { WorkloadStatus } from "#pki/workload/workload-status"

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
	| { readonly kind: "status"; readonly status: WorkloadStatus }
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
