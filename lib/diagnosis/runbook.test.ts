import { describe, expect, it } from "vitest"
import { rules } from "./rules.ts"
import { runbookPage, runbookPages } from "./runbook.ts"

describe("runbook", () => {
	it("has one page of plain data for every rule, the causes first", () => {
		const pages = runbookPages()
		const ids = pages.map((page) => page.id)
		expect(ids.slice(0, rules.length)).toEqual(rules.map((rule) => rule.id))
		expect(new Set(ids).size).toBe(ids.length)
		expect(JSON.parse(JSON.stringify(pages))).toEqual(pages)
	})

	it("finds a page by its id, and none for an id that no rule has", () => {
		expect(runbookPage("missing-intermediate")?.title).toContain("intermediate")
		expect(runbookPage("csi-volume-without-files")?.title).toContain("socket")
		expect(runbookPage("constructor")).toBeUndefined()
	})
})
