/** The space before one row of the ladder. */
export interface TimeGap {
	/** Milliseconds since the row before. */
	readonly ms: number
	/** Height in pixels: true to scale, except across a break. */
	readonly px: number
	/** True where nothing happened for so long that the scale is broken. */
	readonly isBreak: boolean
}

/** A scale of time for a ladder: one height for a millisecond, and the breaks. */
export interface TimeScale {
	/** Pixels for one millisecond; the same between all rows that are not apart by a break. */
	readonly pxPerMs: number
	readonly gaps: readonly TimeGap[]
}

const tallestPx = 40
const breakPx = 30
/** Anything shorter is no gap: clocks do not tell it apart. */
const gapMsMin = 0.001
/** A silence is broken out of the scale when it lasts at least this long … */
const breakMsMin = 20
/** … and is this many times longer than the longest gap that is not. */
const breakRatio = 4

/**
 * Puts moments on a true scale: the longest gap becomes 40 px high and all others are in proportion, so that time can
 * be read off the page. Silences that would flatten everything else become breaks with their duration written in.
 * Moments must be in order; one that is not counts as no gap.
 */
export function timeScale(times: readonly number[]): TimeScale {
	const lengths = times.map((t, index) => {
		const ms = index === 0 ? 0 : t - (times[index - 1] ?? t)
		return ms < gapMsMin ? 0 : ms
	})
	const longest = longestUnbroken(lengths)
	const pxPerMs = longest === 0 ? 0 : tallestPx / longest
	const gaps = lengths.map((ms) => {
		const isBreak = ms > longest
		return { ms, px: isBreak ? breakPx : Math.round(ms * pxPerMs * 10) / 10, isBreak }
	})
	return { pxPerMs, gaps }
}

/** The longest gap that stays on the scale: everything longer by a factor of four, and 20 ms at least, is a break. */
function longestUnbroken(lengths: readonly number[]): number {
	const sorted = [...lengths].filter((ms) => ms > 0).sort((a, b) => a - b)
	for (let index = 1; index < sorted.length; index += 1) {
		const shorter = sorted[index - 1] ?? 0
		const here = sorted[index] ?? 0
		if (here >= breakMsMin && here > shorter * breakRatio) return shorter
	}
	return sorted.at(-1) ?? 0
}
