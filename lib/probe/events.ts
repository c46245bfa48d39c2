import type { TranscriptEntry } from "#tls/transcript"
import type { AddressObservation } from "./address-observation.ts"
import type { EnforcementAttempt, EnforcementPosture } from "./enforcement-observation.ts"
import type {
	AttemptObservation,
	Outcome,
	Phase,
	PhaseName,
	PostureName,
	RunObservation,
} from "./observation.ts"

/** What a running check tells whoever watches. In order; JSON-safe; no secrets. */
export type ProbeEvent =
	| {
			readonly kind: "planned"
			readonly target: string
			readonly timeoutMs: number
			readonly lanes: readonly {
				readonly posture: PostureName
				readonly configured: boolean
				readonly skipped?: string
			}[]
	  }
	| {
			readonly kind: "phase-started"
			readonly posture: PostureName
			readonly phase: PhaseName
			readonly t: number
	  }
	| { readonly kind: "phase-ended"; readonly posture: PostureName; readonly phase: Phase }
	| { readonly kind: "message"; readonly posture: PostureName; readonly entry: TranscriptEntry }
	| {
			readonly kind: "lane-ended"
			readonly posture: PostureName
			readonly outcome: Outcome
			readonly attempt: AttemptObservation
	  }
	/** After the lanes: one more address of the name was tried. */
	| { readonly kind: "address-ended"; readonly address: AddressObservation }
	/** What the scan asks now, and how many connections it has used. */
	| {
			readonly kind: "scan-progress"
			readonly asking: string
			readonly connections: number
			readonly connectionsMax: number
	  }
	| { readonly kind: "enforcement-planned"; readonly postures: readonly EnforcementPosture[] }
	| { readonly kind: "enforcement-ended"; readonly attempt: EnforcementAttempt }
	| { readonly kind: "finished"; readonly run: RunObservation }
