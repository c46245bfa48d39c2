import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { alignTexts } from "./align-texts.tsx"

const drawn = (wanted: string, got: string) => {
	const pairs = alignTexts(wanted, got)
	return [
		pairs.map((pair) => pair.wanted ?? "_").join(""),
		pairs.map((pair) => pair.got ?? "_").join(""),
		pairs.map((pair) => (pair.isSame ? " " : "^")).join(""),
	]
}

describe("alignTexts", () => {
	it.each([
		[
			"spiffe://prod/zap",
			"spiffe://prod/pap",
			["spiffe://prod/zap", "spiffe://prod/pap", "              ^  "],
		],
		["billing.internal", "billing.intern", ["billing.internal", "billing.intern__", "              ^^"]],
		["a.b", "x.a.b", ["__a.b", "x.a.b", "^^   "]],
		["", "abc", ["___", "abc", "^^^"]],
	])("lines up %s and %s", (wanted, got, expected) => {
		expect(drawn(wanted, got)).toEqual(expected)
	})

	it("loses no character of either side", () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (wanted, got) => {
				const pairs = alignTexts(wanted, got)
				expect(pairs.map((pair) => pair.wanted ?? "").join("")).toBe(wanted)
				expect(pairs.map((pair) => pair.got ?? "").join("")).toBe(got)
			}),
		)
	})

	it("compares no more than 300 characters", () => {
		expect(alignTexts("a".repeat(5_000), "a".repeat(5_000))).toHaveLength(300)
	})
})
