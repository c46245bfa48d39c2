import type { Clock } from "#base/clock"
import type { DialPolicy } from "#endpoints/dial-policy"
import type { CheckRequest } from "#probe/node/check-request"
import type { RunObservation } from "#probe/observation"
import type { Store } from "#store/store"

/** What every operation is given: made once by the composition root of a shell. */
export interface OperationContext {
	readonly store: Store
	/** Absolute path of the data folder; files that no database holds lie there, whatever the engine. */
	readonly dataFolder: string
	readonly clock: Clock
	readonly policy: DialPolicy
	/** Who asks, for the audit log: `dashboard`, `cli`, `lab`. */
	readonly actor: string
	/** `runCheck` of the probe, or a stand-in of a test. */
	readonly runCheck: (request: CheckRequest) => Promise<RunObservation>
}
