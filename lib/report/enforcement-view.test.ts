import { describe, expect, it } from "vitest"
import type { EnforcementVerdict } from "#diagnosis/finding"
import { enforcementView } from "./enforcement-view.ts"

const verdict = (
	posture: EnforcementVerdict["posture"],
	change: Partial<EnforcementVerdict> = {},
): EnforcementVerdict => ({
	...{
		posture,
		brings: "A certificate.",
		expected: "refused",
		actual: "refused",
		how: "No.",
		text: "Refused.",
	},
	judgement: "as-expected",
	...change,
})

describe("the summary of the enforcement table", () => {
	it("counts what may have been refused for its issuer alone", () => {
		const doubted = { mayMeanIssuer: true } as const
		const rows = [verdict("no-certificate"), verdict("expired", doubted), verdict("wrong-eku", doubted)]
		expect(enforcementView(rows).summary).toBe(
			"All 3 that must be refused were refused. 2 may have been refused for their issuer alone.",
		)
		expect(enforcementView(rows.slice(0, 2)).summary).toContain(
			"1 may have been refused for its issuer alone.",
		)
		expect(enforcementView(rows.slice(0, 1)).summary).toBe(
			"The one posture that must be refused was refused.",
		)
	})

	it("puts gaps first and what was not tried last, and counts what is unknown", () => {
		const rows = [
			verdict("expired", { judgement: "not-applicable", actual: "skipped" }),
			verdict("no-certificate"),
			verdict("self-signed", { judgement: "unknown", actual: "unknown" }),
			verdict("plaintext", { judgement: "gap", actual: "let-in" }),
		]
		const view = enforcementView(rows)
		expect(view.summary).toBe("1 of 3 was refused. 1 got in that must be refused. 1 is unknown.")
		expect(view.rows.map(({ posture }) => posture)).toEqual([
			"plaintext",
			"self-signed",
			"no-certificate",
			"expired",
		])
	})
})
