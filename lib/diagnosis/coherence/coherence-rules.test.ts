import { describe, expect, it } from "vitest"
import { placeholderContext } from "../fix-context.ts"
import { rules } from "../rules.ts"
import { coherenceRules } from "./coherence-rules.ts"
import { judgeSettingsText } from "./judge-settings-text.ts"
import { firingSettings } from "./testing/firing-settings.ts"

const cases = await firingSettings()
const now = Date.now()

describe("every rule about settings", () => {
	it.each(cases.map(({ rule, ...texts }, index) => [rule, index, texts] as const))(
		"%s fires for its fault and is silent when it is mended (%i)",
		async (rule, _index, { fires, silent }) => {
			const before = await judgeSettingsText(fires, now)
			expect(before.findings.map((finding) => finding.rule)).toContain(rule)
			const found = before.findings.find((finding) => finding.rule === rule)
			expect(found?.evidence.length).toBeGreaterThan(0)
			const after = await judgeSettingsText(silent, now)
			expect(after.findings.map((finding) => finding.rule)).not.toContain(rule)
			expect(after.recognised.length).toBeGreaterThan(0)
			expect([...before.unread, ...after.unread]).toEqual([])
		},
	)

	it.each(coherenceRules.map((rule) => [rule.id, rule] as const))("%s is whole", (id, rule) => {
		expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
		expect(cases.map((each) => each.rule)).toContain(id)
		expect(rules.map((each) => each.id)).not.toContain(id)
		for (const text of [rule.title, rule.prose.means, rule.prose.confirm, rule.prose.prevent]) {
			expect(text.length).toBeGreaterThan(10)
			expect(text).not.toMatch(/\binsecure\b(?!_)|!/)
		}
		expect(rule.prose.seen.length).toBeGreaterThan(0)
		expect(rule.citation.length).toBeGreaterThan(0)
		expect(rule.fixes(placeholderContext).length).toBeGreaterThan(0)
	})

	it("has every id once", () => {
		expect(new Set(coherenceRules.map(({ id }) => id)).size).toBe(coherenceRules.length)
	})
})
