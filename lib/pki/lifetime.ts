import { err, ok, type Result } from "#base/result"

const unitMs = {
	s: 1_000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
	w: 604_800_000,
	y: 31_536_000_000,
} as const

/** The longest lifetime that can be asked for: 100 years of 365 days. */
export const lifetimeMsMax = 100 * unitMs.y

/**
 * Reads a lifetime such as `45s`, `15m`, `24h`, `90d`, `2w`, `10y` or `1h30m` into milliseconds; a year has 365 days.
 * Fails with a sentence on anything else, on nought, and beyond 100 years.
 */
export function parseLifetime(text: string): Result<number, string> {
	const trimmed = text.trim().toLowerCase()
	if (!/^(?:\d{1,9}[smhdwy])+$/.test(trimmed))
		return err(`${shown(text)} is no lifetime. Write a number and a unit: 15m, 24h, 90d or 10y.`)
	let total = 0
	for (const [, count = "0", unit = "s"] of trimmed.matchAll(/(\d+)([smhdwy])/g))
		for (const [name, ms] of Object.entries(unitMs)) if (name === unit) total += Number(count) * ms
	if (total === 0) return err("A lifetime of nought is none. Write at least 1m.")
	if (total > lifetimeMsMax) return err(`${shown(text)} is more than 100 years. Write 100y at most.`)
	return ok(total)
}

/** A lifetime in the units of `parseLifetime`, exact to the second: `90d`, `1h30m`; below a second `0s`. */
export function formatLifetime(ms: number): string {
	let left = Math.max(0, Math.floor(ms / 1_000)) * 1_000
	const parts: string[] = []
	for (const [unit, size] of [
		["d", unitMs.d],
		["h", unitMs.h],
		["m", unitMs.m],
		["s", unitMs.s],
	] as const) {
		const count = Math.floor(left / size)
		left -= count * size
		if (count > 0) parts.push(`${count}${unit}`)
	}
	return parts.length === 0 ? "0s" : parts.join("")
}

function shown(text: string): string {
	return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
