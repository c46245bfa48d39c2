/** A one-way street of events from running checks to one reader. */
export interface EventStream<Event> {
	/** Hands an event to the reader, or keeps it. Ignored once the reader is gone or the stream has ended. */
	readonly push: (event: Event) => void
	/** No more events will come. */
	readonly end: () => void
	/** Resolves when the reader has taken what was kept, or is gone: the moment to begin more work. */
	readonly drained: () => Promise<void>
	/** For one reader. `return` and `throw` tell the writer that it is gone, also while a `next` is pending. */
	readonly events: AsyncIterableIterator<Event>
}

/** Events kept for a reader that does not read; one more and it counts as gone. */
const keptMax = 50_000

/**
 * Makes a stream. `onGone` is called once when the reader leaves before the end, reads nothing for `idleMs`
 * milliseconds while something is kept for it, or falls 50,000 events behind.
 */
export function openEventStream<Event>(options: {
	readonly onGone: () => void
	readonly idleMs: number
}): EventStream<Event> {
	const kept: Event[] = []
	let readers: ((result: IteratorResult<Event, undefined>) => void)[] = []
	let drainers: (() => void)[] = []
	let idle: ReturnType<typeof setTimeout> | undefined
	let state: "open" | "ended" | "gone" = "open"

	const settleDrainers = () => {
		const waiting = drainers
		drainers = []
		for (const resolve of waiting) resolve()
	}
	const finishReaders = () => {
		const waiting = readers
		readers = []
		for (const resolve of waiting) resolve({ done: true, value: undefined })
	}
	const leave = () => {
		if (state === "gone") return
		const hadEnded = state === "ended"
		state = "gone"
		clearTimeout(idle)
		kept.length = 0
		finishReaders()
		settleDrainers()
		if (!hadEnded) options.onGone()
	}
	const watchReader = () => {
		clearTimeout(idle)
		if (kept.length === 0 || state === "gone") return
		idle = setTimeout(leave, options.idleMs)
		idle.unref?.()
	}
	const push = (event: Event) => {
		if (state !== "open") return
		const reader = readers.shift()
		if (reader !== undefined) return reader({ done: false, value: event })
		kept.push(event)
		if (kept.length > keptMax) return leave()
		if (kept.length === 1) watchReader()
	}
	const next = (): Promise<IteratorResult<Event, undefined>> => {
		const event = kept.shift()
		watchReader()
		if (event !== undefined) {
			if (kept.length === 0) settleDrainers()
			return Promise.resolve({ done: false, value: event })
		}
		if (state !== "open") return Promise.resolve({ done: true, value: undefined })
		return new Promise((resolve) => readers.push(resolve))
	}
	const stop = async (): Promise<IteratorResult<Event, undefined>> => {
		leave()
		return { done: true, value: undefined }
	}
	const events: AsyncIterableIterator<Event> = {
		[Symbol.asyncIterator]: () => events,
		next,
		return: stop,
		throw: stop,
	}
	return {
		push,
		end: () => {
			if (state !== "open") return
			state = "ended"
			if (kept.length === 0) finishReaders()
		},
		drained: () =>
			kept.length === 0 || state === "gone"
				? Promise.resolve()
				: new Promise((resolve) => drainers.push(resolve)),
		events,
	}
}
