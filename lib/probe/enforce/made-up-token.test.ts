import { describe, expect, it } from "vitest"
import { makeUpToken } from "./made-up-token.ts"

const cases = ["x", "lab-token", "eyJhbGciOi.J9-_+/=.AAAA0123", "A".repeat(5_000), "", "ünïcode"]
const first = () => 0
const last = (below: number) => below - 1

describe("a made-up token", () => {
	it.each(cases)("shares no letter and no digit with %j at any place", (token) => {
		for (const random of [first, last]) {
			const made = [...makeUpToken(token, random)]
			const same = [...token].filter((each, at) => /[a-z0-9]/i.test(each) && made[at] === each)
			expect(same).toEqual([])
		}
	})

	it("keeps the punctuation, so that it is read as a token of the same kind", () => {
		expect(makeUpToken("eyJhbGciOiJIUzI1NiJ9.e30.c2ln", first)).toMatch(/^\w{20}\.\w{3}\.\w{4}$/)
	})

	it("is 24 to 4,096 characters long", () => {
		expect(makeUpToken("", first)).toHaveLength(24)
		expect(makeUpToken("A".repeat(5_000), first)).toHaveLength(4_096)
	})
})
