import { describe, expect, it } from "vitest"
import { formatLifetime, parseLifetime } from "./lifetime.ts"

describe("parseLifetime", () => {
	it.each([
		["45s", 45_000],
		["15m", 900_000],
		["24h", 86_400_000],
		["90d", 7_776_000_000],
		["2w", 1_209_600_000],
		["10y", 315_360_000_000],
		["1h30m", 5_400_000],
		[" 1H ", 3_600_000],
	])("reads %s", (text, ms) => {
		expect(parseLifetime(text)).toEqual({ ok: true, value: ms })
	})

	it.each(["", "90", "d", "-1d", "1.5h", "1 day", "0d", "101y", "9".repeat(400), "1d 2h x"])(
		"refuses %j with a sentence that says what to write",
		(text) => {
			const read = parseLifetime(text)
			expect(read.ok).toBe(false)
			expect(!read.ok && read.error).toMatch(/^.{10,140}\. Write .+\.$/)
		},
	)
})

describe("formatLifetime", () => {
	it.each(["90d", "1h30m", "45s", "1d1s"])("gives %s back", (text) => {
		const read = parseLifetime(text)
		expect(read.ok && formatLifetime(read.value)).toBe(text)
	})

	it("says nought of what is less than a second, and of the past", () => {
		expect([formatLifetime(999), formatLifetime(-5)]).toEqual(["0s", "0s"])
	})
})
