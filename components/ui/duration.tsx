const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const year = 365 * day

/** A length of time in one short figure: `12 s`, `41 min`, `7 h`, `41 d`, `3 y`; negative with a true minus sign. */
export function durationWords(ms: number): string {
	const size = Math.abs(ms)
	const sign = ms < 0 ? "−" : ""
	if (size < minute) return `${sign}${Math.floor(size / 1_000)} s`
	if (size < hour) return `${sign}${Math.floor(size / minute)} min`
	if (size < 2 * day) return `${sign}${Math.floor(size / hour)} h`
	if (size < 2 * year) return `${sign}${Math.floor(size / day)} d`
	return `${sign}${Math.floor(size / year)} y`
}

/** A moment relative to now: `just now`, `2 min ago`, `in 41 d`. */
export function relativeWords(atMs: number, nowMs: number): string {
	const difference = atMs - nowMs
	if (Math.abs(difference) < 10_000) return "just now"
	return difference < 0 ? `${durationWords(-difference)} ago` : `in ${durationWords(difference)}`
}

/** A duration of a measurement in milliseconds: `0.42 ms`, `9.8 ms`, `128 ms`, `1.25 s`. */
export function millisecondWords(ms: number): string {
	if (ms < 1) return `${ms.toFixed(2)} ms`
	if (ms < 100) return `${ms.toFixed(1)} ms`
	if (ms < 1_000) return `${Math.round(ms)} ms`
	return `${(ms / 1_000).toFixed(2)} s`
}

/** How far a certificate is through its life. */
export interface Validity {
	/** Where today lies: 0 at not before, 1 at not after, clamped to that range. */
	readonly elapsed: number
	readonly state: "not-yet" | "valid" | "ending" | "expired"
	/** `41 d`, `−3 d`; for a certificate that is not valid yet, the time until it is: `in 2 h`. */
	readonly left: string
	/** The same as a sentence for screen readers. */
	readonly sentence: string
}

/** The share of a lifetime below which what is left counts as `ending`: a fifth, 18 days of 90, 12 minutes of 60. */
const endingShare = 0.2

/** Reads a certificate's life at a moment. Lifetimes of an hour and of a year compare alike. Undefined: not dates. */
export function readValidity(notBefore: string, notAfter: string, nowMs: number): Validity | undefined {
	const start = Date.parse(notBefore)
	const end = Date.parse(notAfter)
	if (Number.isNaN(start) || Number.isNaN(end)) return undefined
	const elapsed = end <= start ? 1 : Math.min(1, Math.max(0, (nowMs - start) / (end - start)))
	const left = durationWords(end - nowMs)
	if (nowMs < start) {
		const wait = durationWords(start - nowMs)
		return { elapsed: 0, state: "not-yet", left: `in ${wait}`, sentence: `Not valid yet, only in ${wait}.` }
	}
	if (nowMs >= end) {
		return { elapsed: 1, state: "expired", left, sentence: `Expired ${durationWords(nowMs - end)} ago.` }
	}
	const state = 1 - elapsed < endingShare ? "ending" : "valid"
	return { elapsed, state, left, sentence: `Valid for another ${left}.` }
}
