"use server"

import { z } from "zod"
import { newId } from "#operations/new-id"
import type { ActionRefused } from "#server/action-types"
import { guarded, refuse } from "#server/guarded"
import { startWatch, stopWatch, type WatchMessage } from "#server/live-watches"

const id = z.string().min(1).max(100)

/** What came of asking for a watch: one stream, which ends by itself after eleven minutes at most. */
type StartWatchResult =
	| { readonly kind: "started"; readonly watchId: string; readonly events: AsyncIterable<WatchMessage> }
	| ActionRefused

/** Watches the certificate file of an endpoint until it changes and its server serves it, or the time is over. */
export async function startRotationWatch(request: {
	readonly endpointId: string
}): Promise<StartWatchResult> {
	const schema = z.strictObject({ endpointId: id })
	return guarded(schema, request, async ({ endpointId }, app): Promise<StartWatchResult> => {
		const watchId = newId(app.context.clock)
		const started = startWatch(app.context, watchId, endpointId)
		if (started.ok) return { kind: "started", watchId, events: started.value }
		return refuse("busy", `${started.error.running} watches run already. Wait until one ends, or stop one.`)
	})
}

/** Ends a watch. */
export async function stopRotationWatch(
	watchId: string,
): Promise<{ readonly kind: "stopped" | "gone" } | ActionRefused> {
	return guarded(id, watchId, async (given) => ({ kind: stopWatch(given) ? "stopped" : "gone" }) as const)
}
