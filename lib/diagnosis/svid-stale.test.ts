import { describe, expect, it } from "vitest"
import { diagnose } from "./diagnose.ts"
import { agedSvidRun } from "./testing/spiffe-runs.ts"

const rulesAt = (share: number) => diagnose(agedSvidRun(share)).findings.map(({ rule }) => rule)

describe("svid-stale", () => {
	it.each([0.7, 0.75, 0.79])("warns of an SVID that used %s of its life", (share) => {
		expect(rulesAt(share)).toContain("svid-stale")
	})

	it.each([0, 0.5, 0.6])("leaves one in peace that used %s of its life", (share) => {
		expect(rulesAt(share)).not.toContain("svid-stale")
	})

	it("gives way to the rules of expiry near the end", () => {
		expect(rulesAt(0.9)).toContain("expired-server-cert")
		expect(rulesAt(0.9)).not.toContain("svid-stale")
	})
})
