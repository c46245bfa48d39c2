import { UsageError } from "../usage.ts"

/** Reads `--path-length`: how many CAs may follow below one. */
export function readPathLength(given: string | undefined): number | undefined {
	if (given === undefined) return undefined
	if (!/^\d{1,2}$/.test(given))
		throw new UsageError(`--path-length ${given} is no number of CAs`, "write 0, 1, 2 …")
	return Number(given)
}
