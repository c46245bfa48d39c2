const units = [
	["day", 86_400_000],
	["hour", 3_600_000],
	["minute", 60_000],
	["second", 1_000],
] as const

/** A length of time in its largest whole unit, rounded down: `3 days`, `1 hour`; `less than a second` below that. */
export function durationWords(ms: number): string {
	for (const [unit, size] of units) {
		const count = Math.floor(ms / size)
		if (count >= 1) return `${count} ${unit}${count === 1 ? "" : "s"}`
	}
	return "less than a second"
}
