import { addressRuns } from "./address-runs.ts"
import { captureRuns } from "./capture-runs.ts"
import { chainRuns } from "./chain-runs.ts"
import { clientRuns } from "./client-runs.ts"
import { connectionRuns } from "./connection-runs.ts"
import { enforcementRuns } from "./enforcement-runs.ts"
import type { FiringRun } from "./firing-run.ts"
import { protocolRuns } from "./protocol-runs.ts"
import { scanRuns } from "./scan-runs.ts"
import { spiffeRuns } from "./spiffe-runs.ts"

/** For every rule that observations can prove at least one run. */
export const firingRuns: readonly FiringRun[] = [
	...connectionRuns,
	...chainRuns,
	...clientRuns,
	...spiffeRuns,
	...enforcementRuns,
	...protocolRuns,
	...scanRuns,
	...captureRuns,
	...addressRuns,
]
