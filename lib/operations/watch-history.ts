import { ok, type Result } from "#base/result"
import { type RotationStep, rotationHistory, rotationSighting } from "#diagnosis/rotation-history"
import { getRun, listRuns } from "#store/runs"
import type { StoreFailure } from "#store/store-failure"
import type { OperationContext } from "./context.ts"

/** Runs that are read for one history. */
const runsMax = 50

/** What the newest 50 runs of an endpoint saw of the rotation of its files, the newest certificate first. */
export async function watchHistory(
	context: OperationContext,
	{ endpointId }: { readonly endpointId: string },
): Promise<Result<readonly RotationStep[], StoreFailure>> {
	const rows = await listRuns(context.store, { endpointId, limit: runsMax })
	if (!rows.ok) return rows
	const sightings = []
	for (const { id } of rows.value) {
		const stored = await getRun(context.store, id)
		if (!stored.ok) return stored
		const sighting = stored.value === undefined ? undefined : rotationSighting(stored.value.run)
		if (sighting !== undefined) sightings.push(sighting)
	}
	return ok(rotationHistory(sightings))
}
