import { describe, expect, it } from "vitest"
import { implicationsOf, unusualLifetime } from "./issuer-implications.ts"
import { issuerProfiles } from "./issuers.ts"

describe("what an issuer implies", () => {
	it("is known of every issuer that can be named", () => {
		for (const { id } of issuerProfiles) expect(implicationsOf(id), id).toBeDefined()
		expect(implicationsOf("somebody")).toBeUndefined()
	})

	it("notices a lifetime that does not fit, and leaves small differences alone", () => {
		expect(unusualLifetime("spire", 3_610)).toBeUndefined()
		expect(unusualLifetime("spire", 86_400)).toContain("24 hours, longer than the usual 1 hour")
		expect(unusualLifetime("istio", 3_600)).toContain("shorter")
		expect(unusualLifetime("vault-pki", 60)).toBeUndefined()
	})
})
