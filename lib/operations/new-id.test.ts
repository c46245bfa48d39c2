import { expect, it } from "vitest"
import { fixedClock } from "#base/clock"
import { newId } from "./new-id.ts"

it("gives ids that are distinct, fit an address and sort by time", () => {
	const early = Array.from({ length: 1_000 }, () => newId(fixedClock(Date.UTC(2026, 0, 1))))
	const late = newId(fixedClock(Date.UTC(2027, 0, 1)))
	expect(new Set(early).size).toBe(1_000)
	expect(early.every((id) => /^[0-9a-z]{21}$/.test(id))).toBe(true)
	expect(early.every((id) => id < late)).toBe(true)
})
