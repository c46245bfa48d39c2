import { describe, expect, it } from "vitest"
import { rules } from "./rules.ts"
import { runbookPage, runbookPages, searchRunbook } from "./runbook.ts"

describe("runbook", () => {
	it("has a page of plain data for every rule", () => {
		const pages = runbookPages()
		expect(pages.map((page) => page.id)).toEqual(rules.map((rule) => rule.id))
		expect(JSON.parse(JSON.stringify(pages))).toEqual(pages)
	})

	it("finds a page by its id, and none for an id that no rule has", () => {
		expect(runbookPage("missing-intermediate")?.title).toContain("intermediate")
		expect(runbookPage("constructor")).toBeUndefined()
	})

	it.each([
		["certificate required", "client-cert-required"],
		["UnknownIssuer", "untrusted-issuer"],
		["alpn", "alpn-missing-h2"],
		["hostname", "hostname-mismatch"],
	])("finds %j", (query, id) => {
		expect(searchRunbook(query).map((page) => page.id)).toContain(id)
	})

	it("puts pages first that carry the words in their head", () => {
		expect(searchRunbook("intermediate")[0]?.id).toBe("missing-intermediate")
	})

	it("finds everything for nothing, and nothing for nonsense", () => {
		expect(searchRunbook("  ")).toHaveLength(rules.length)
		expect(searchRunbook("zebra crossing")).toEqual([])
	})
})
