import { err, ok, type Result } from "#base/result"
import type { WatchEvent, WatchOutcome } from "#diagnosis/rotation-watch"
import { loadEndpoint } from "#store/endpoints"
import type { StoreFailure } from "#store/store-failure"
import { checkTarget } from "./check-target.ts"
import type { OperationContext } from "./context.ts"
import { newId } from "./new-id.ts"
import { watchRotation } from "./node/watch-rotation.ts"

/** Which endpoint's certificate file is watched, and who is told. */
export interface WatchEndpointInput {
	readonly endpointId: string
	readonly forMs: number
	readonly withinMs: number
	readonly everyMs: number
	readonly signal: AbortSignal
	readonly onEvent: (event: WatchEvent) => void
}

/**
 * Watches the certificate file of a stored endpoint and its server. What came of a change is stored as a run, so that
 * it stands in the endpoint's history. `no-file`: its settings name no certificate file.
 */
export async function watchEndpoint(
	context: OperationContext,
	{ endpointId, ...times }: WatchEndpointInput,
): Promise<
	Result<
		{ readonly path: string; readonly outcome: WatchOutcome },
		StoreFailure | { readonly kind: "gone" | "no-file" }
	>
> {
	const endpoint = await loadEndpoint(context.store, endpointId)
	if (!endpoint.ok) return endpoint
	if (endpoint.value === undefined) return err({ kind: "gone" })
	const { settings } = endpoint.value
	if (settings.certificate?.kind !== "file") return err({ kind: "no-file" })
	const { path } = settings.certificate
	const outcome = await watchRotation(context, { ...times, settings, path })
	if (outcome.kind === "rotated" || outcome.kind === "never-served") {
		const { signal } = times
		const runId = newId(context.clock)
		await checkTarget(context, { endpointId, settings, runId, signal, onEvent: () => undefined })
	}
	return ok({ path, outcome })
}
