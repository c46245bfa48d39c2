import { describe, expect, it } from "vitest"
import { type EnforcementFacts, planEnforcement } from "./plan-enforcement.ts"
import { enforcementPostures, enforcementTable } from "./posture-table.ts"

const everything: EnforcementFacts = {
	speaksTls: true,
	asksForCertificate: true,
	expectsCertificate: true,
	isSpiffe: true,
	namesCa: true,
	hasToken: true,
	namesOtherMethod: true,
}

function tried(change: Partial<EnforcementFacts>): readonly string[] {
	return planEnforcement({ ...everything, ...change })
		.filter(({ skipped }) => skipped === undefined)
		.map(({ posture }) => posture)
}

const certificates = enforcementPostures.filter((each) => enforcementTable[each].group === "certificate")
const tokens = enforcementPostures.filter((each) => enforcementTable[each].group === "token")
const protocols = enforcementPostures.filter((each) => enforcementTable[each].group === "protocol")

describe("the plan of the enforcement table", () => {
	it("has a row for every posture, in the order of the table, and tries them all where it can", () => {
		expect(enforcementPostures.toSorted()).toEqual(Object.keys(enforcementTable).toSorted())
		expect(tried({})).toEqual(enforcementPostures)
	})

	it("brings no certificate to a server that asks for none, and still tries without one where one is expected", () => {
		expect(tried({ asksForCertificate: false })).toEqual(["no-certificate", ...protocols, ...tokens])
		expect(tried({ asksForCertificate: false, expectsCertificate: false })).toEqual([...protocols, ...tokens])
	})

	it("tries tokens alone where no TLS was heard", () => {
		expect(tried({ speaksTls: false })).toEqual(tokens)
	})

	it("tries no token where the settings bring none", () => {
		expect(tried({ hasToken: false })).toEqual([...certificates, ...protocols])
	})

	it("leaves the health check out where it is the call of the settings", () => {
		expect(tried({ namesOtherMethod: false })).not.toContain("health-without-token")
	})

	it("makes SVIDs only where somebody showed one, and a namesake only where a name is known", () => {
		expect(tried({ isSpiffe: false })).not.toContain("wrong-spiffe-id")
		expect(tried({ isSpiffe: false })).not.toContain("foreign-trust-domain")
		expect(tried({ namesCa: false })).not.toContain("same-name-ca")
	})

	it("says why as a sentence", () => {
		const plans = [
			{ speaksTls: false },
			{ asksForCertificate: false },
			{ hasToken: false },
			{ isSpiffe: false },
		]
		const reasons = plans.flatMap((change) =>
			planEnforcement({ ...everything, ...change }).flatMap(({ skipped }) => skipped ?? []),
		)
		expect(reasons.length).toBeGreaterThan(10)
		expect(reasons.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([])
	})
})
