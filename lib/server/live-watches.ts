import "server-only"
import { err, ok, type Result } from "#base/result"
import { type WatchEvent, type WatchFinding, watchFinding } from "#diagnosis/rotation-watch"
import type { OperationContext } from "#operations/context"
import { watchEndpoint } from "#operations/watch-endpoint"
import { openEventStream } from "./event-stream.ts"

/** What a page that watches is told: looks and changes, and how it ended. */
export type WatchMessage =
	| WatchEvent
	| { readonly kind: "ended"; readonly finding: WatchFinding }
	| { readonly kind: "failed"; readonly text: string }

const watchesMax = 8
const times = { forMs: 10 * 60_000, withinMs: 60_000, everyMs: 2_000 }
const idleMs = 30_000

declare global {
	/** The watches that run in this process: one map for every copy that Next makes of this module. */
	var countersignWatches: Map<string, AbortController> | undefined
}

/** Begins to watch an endpoint's files, for ten minutes at most. A page that is gone ends its watch. */
export function startWatch(
	context: OperationContext,
	watchId: string,
	endpointId: string,
): Result<AsyncIterableIterator<WatchMessage>, { readonly running: number }> {
	const running = watches()
	if (running.size >= watchesMax) return err({ running: running.size })
	const stopping = new AbortController()
	running.set(watchId, stopping)
	const stream = openEventStream<WatchMessage>({ onGone: () => stopping.abort(), idleMs })
	const { signal } = stopping
	watchEndpoint(context, { endpointId, ...times, signal, onEvent: stream.push })
		.then((watched): WatchMessage => {
			if (watched.ok)
				return { kind: "ended", finding: watchFinding(watched.value.outcome, watched.value.path) }
			switch (watched.error.kind) {
				case "gone":
					return { kind: "failed", text: "This endpoint was deleted meanwhile." }
				case "no-file":
					return { kind: "failed", text: "The settings of this endpoint name no certificate file to watch." }
				default:
					return { kind: "failed", text: watched.error.text }
			}
		})
		.catch((cause: unknown): WatchMessage => {
			console.error("a watch ended unexpectedly", cause)
			return { kind: "failed", text: "Countersign failed unexpectedly; its log says more." }
		})
		.then((last) => {
			running.delete(watchId)
			stream.push(last)
			stream.end()
		})
	return ok(stream.events)
}

/** Ends a watch; false when it does not run. */
export function stopWatch(watchId: string): boolean {
	const stopping = watches().get(watchId)
	stopping?.abort()
	return stopping !== undefined
}

function watches(): Map<string, AbortController> {
	globalThis.countersignWatches ??= new Map()
	return globalThis.countersignWatches
}
