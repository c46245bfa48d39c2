import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { timeScale } from "./time-scale.tsx"

describe("timeScale", () => {
	it("gives equal times equal heights", () => {
		const { gaps } = timeScale([0, 2, 4, 5])
		expect(gaps.map((gap) => gap.px)).toEqual([0, 40, 40, 20])
	})

	it("breaks a long silence out of the scale and leaves the rest in proportion", () => {
		const { gaps } = timeScale([0, 4, 6, 156])
		expect(gaps.map((gap) => [gap.px, gap.isBreak])).toEqual([
			[0, false],
			[40, false],
			[20, false],
			[30, true],
		])
	})

	it("keeps one single long gap on the scale, because there is nothing to flatten", () => {
		expect(timeScale([0, 5_000]).gaps[1]).toEqual({ ms: 5_000, px: 40, isBreak: false })
	})

	it("needs no time at all", () => {
		expect(timeScale([])).toEqual({ pxPerMs: 0, gaps: [] })
		expect(timeScale([3, 3, 3]).gaps.every((gap) => gap.px === 0 && !gap.isBreak)).toBe(true)
	})

	it("never draws a gap higher than 40 pixels, whatever the times", () => {
		fc.assert(
			fc.property(fc.array(fc.double({ min: 0, max: 60_000, noNaN: true })), (times) => {
				const { gaps } = timeScale([...times].sort((a, b) => a - b))
				expect(gaps.every((gap) => gap.px >= 0 && gap.px <= 40)).toBe(true)
			}),
		)
	})
})
