import { describe, expect, it } from "vitest"
import { coherenceRules } from "./coherence/coherence-rules.ts"
import { rules } from "./rules.ts"
import { runbookPage, runbookPages } from "./runbook.ts"

describe("runbook", () => {
	it("has a page of plain data for every rule", () => {
		const pages = runbookPages()
		expect(pages.map((page) => page.id)).toEqual([...rules, ...coherenceRules].map((rule) => rule.id))
		expect(JSON.parse(JSON.stringify(pages))).toEqual(pages)
	})

	it("finds a page by its id, and none for an id that no rule has", () => {
		expect(runbookPage("missing-intermediate")?.title).toContain("intermediate")
		expect(runbookPage("csi-volume-without-files")?.title).toContain("socket")
		expect(runbookPage("constructor")).toBeUndefined()
	})
})
