/** Where the time comes from. Injected, so that tests and stored observations decide what "now" means. */
export interface Clock {
	/** Wall clock, milliseconds since 1970-01-01 UTC. */
	readonly now: () => number
	/** Monotonic milliseconds with sub-millisecond fraction; only differences mean anything. */
	readonly monotonic: () => number
}

/** The machine's own clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
}

/** A clock that stands still at `epochMs`; for tests and for judging stored observations at the time they were made. */
export function fixedClock(epochMs: number): Clock {
	return { now: () => epochMs, monotonic: () => 0 }
}
