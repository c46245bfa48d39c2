import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ChoiceList } from "./choice-list.ts"

const candidates = [1, 2, 3, 4, 5, 6, 7, 8]

/** Plays a server: hellos as a scan sends them, everything, everything in reverse, then what is left. */
function enumerate(choose: (offered: readonly number[]) => number | undefined): ChoiceList {
	const list = new ChoiceList(candidates)
	const offers = [() => list.candidates, () => list.candidates.toReversed()]
	for (let round = 0; round <= candidates.length + 2; round += 1) {
		const offered = offers[round]?.() ?? list.untaken
		const chosen = choose(offered)
		if (chosen === undefined) break
		list.note(offered, chosen)
	}
	return list
}

const name = (code: number) => `n${code}`
const subset = fc.uniqueArray(fc.constantFrom(...candidates), { minLength: 2 })

describe("a list of choices", () => {
	it("finds all and says that the server's order decides, whatever that order is", () => {
		fc.assert(
			fc.property(subset, (own) => {
				const list = enumerate((offered) => own.find((code) => offered.includes(code)))
				expect(list.describe(name)).toEqual({ names: own.map(name), preference: "server" })
			}),
		)
	})

	it("finds all and says that the client's order decides, for any server that follows it", () => {
		fc.assert(
			fc.property(subset, (own) => {
				const list = enumerate((offered) => offered.find((code) => own.includes(code)))
				expect(list.describe(name)).toEqual({ names: own.toSorted().map(name), preference: "client" })
			}),
		)
	})

	it("says nothing about order with one name or none", () => {
		expect(enumerate((offered) => offered.find((code) => code === 4)).describe(name).preference).toBe(
			"unknown",
		)
		expect(enumerate(() => undefined).describe(name)).toEqual({ names: [], preference: "unknown" })
	})

	it("does not hold what cannot compete against the order of the others", () => {
		const list = new ChoiceList(candidates, (code) => (code % 2 === 0 ? "even" : "odd"))
		// Odd ones can only be chosen by an odd question: 3 over 1 is no preference of the server where 2 was taken.
		list.note([1, 2, 3], 2)
		list.note([3, 2, 1], 3)
		expect(list.preference()).toBe("unknown")
	})

	it("keeps the first reason for being short", () => {
		const list = new ChoiceList(candidates)
		list.breakOff("First.")
		list.breakOff("Second.")
		expect(list.describe(name).incomplete).toBe("First.")
	})
})
