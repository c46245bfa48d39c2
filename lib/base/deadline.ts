import type { Clock } from "./clock.ts"

/** One limit of time for everything that a task awaits. */
export interface Deadline {
	/** Aborts when the time is up, or when the parent signal aborts, whichever comes first. */
	readonly signal: AbortSignal
	/** Milliseconds left, never below zero. */
	readonly remainingMs: () => number
	/** True when the time ran out, false when somebody stopped it or it still runs. */
	readonly isExpired: () => boolean
	/** Ends the timer. Must be called by whoever started the deadline. */
	readonly clear: () => void
}

/** Starts a deadline of `ms` milliseconds that also ends when `parent` aborts. */
export function startDeadline(clock: Clock, ms: number, parent?: AbortSignal): Deadline {
	const controller = new AbortController()
	const endsAt = clock.monotonic() + ms
	let expired = false
	const timer = setTimeout(() => {
		expired = true
		controller.abort(new DOMException("the deadline passed", "TimeoutError"))
	}, ms)
	const onParent = () => controller.abort(parent?.reason)
	if (parent?.aborted) onParent()
	parent?.addEventListener("abort", onParent, { once: true })
	return {
		signal: controller.signal,
		remainingMs: () => Math.max(0, endsAt - clock.monotonic()),
		isExpired: () => expired,
		clear: () => {
			clearTimeout(timer)
			parent?.removeEventListener("abort", onParent)
		},
	}
}
