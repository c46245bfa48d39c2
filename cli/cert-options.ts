import { UsageError } from "./usage.ts"

/** The moment of `--at`, in milliseconds since 1970-01-01 UTC; now without it. */
export function readMoment(given: string | undefined): number {
	if (given === undefined) return Date.now()
	const at = Date.parse(given)
	if (Number.isNaN(at))
		throw new UsageError(`--at ${given} is no time`, "write ISO 8601, e.g. 2026-01-31T12:00:00Z")
	return at
}
