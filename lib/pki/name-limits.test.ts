import { describe, expect, it } from "vitest"
import { toHex } from "#base/bytes"
import { encodeNameLimits, readNameLimit } from "./name-limits.ts"

const encoded = (typed: string) => {
	const limit = readNameLimit(typed)
	return limit.ok ? toHex(encodeNameLimits([limit.value], [])) : limit.error
}

describe("encodeNameLimits", () => {
	// GeneralSubtrees of one base: 30 .. a0 .. 30 .., then its tag (RFC 5280 sections 4.2.1.6 and 4.2.1.10).
	it.each([
		["10.1.2.3/8", "300ea00c300a87080a000000ff000000"],
		["192.0.2.129/25", "300ea00c300a8708c0000280ffffff80"],
		["10.0.0.1", "300ea00c300a87080a000001ffffffff"],
		["0.0.0.0/0", "300ea00c300a87080000000000000000"],
		["2001:db8:ffff::/33", `3026a0243022872020010db88000${"00".repeat(10)}ffffffff80${"00".repeat(11)}`],
		[".example.org", "3011a00f300d820b6578616d706c652e6f7267"],
		["@a.test", "300ca00a30088106612e74657374"],
		["spiffe://a.test", "300ca00a30088606612e74657374"],
	])("writes %s with its address cut to its mask, its host, or its domain", (typed, der) => {
		expect(encoded(typed)).toBe(der)
	})

	it("keeps what is permitted apart from what is excluded", () => {
		const one = { kind: "dns", base: "a" } as const
		expect(toHex(encodeNameLimits([one], [one]))).toBe("300ea00530038201 61a1053003820161".replace(" ", ""))
		expect(toHex(encodeNameLimits([], [one]))).toBe("3007a1053003820161")
	})
})
