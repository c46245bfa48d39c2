import { describe, expect, it } from "vitest"
import { filterPalette, type PaletteEntry } from "./filter-palette.tsx"

const entries: readonly PaletteEntry[] = [
	{ kind: "page", label: "Runbook", detail: "Every cause", path: "/runbook" },
	{ kind: "endpoint", label: "billing", detail: "grpcs://billing:443", path: "/endpoints/1" },
	{ kind: "endpoint", label: "pay", detail: "grpcs://billing:444", path: "/endpoints/2" },
	{
		kind: "rule",
		label: "missing-intermediate",
		detail: "The chain lacks a link",
		path: "/runbook/missing-intermediate",
	},
]

const paths = (query: string) =>
	filterPalette(entries, query).flatMap((group) => group.entries.map(({ path }) => path))

describe("the palette", () => {
	it("puts names that begin with the query before those that only mention it", () => {
		expect(paths("bill")).toEqual(["/endpoints/1", "/endpoints/2"])
	})
	it("offers what only the texts hold, below what is named so", () => {
		const inTexts = [
			{ kind: "found", label: "billing", detail: "in your team’s note", path: "/endpoints/1" },
			{ kind: "found", label: "untrusted-issuer", detail: "in the fix", path: "/runbook/untrusted-issuer" },
		] as const
		const groups = filterPalette(entries, "billing", inTexts)
		expect(groups.at(-1)?.label).toBe("Found in the texts")
		expect(groups.at(-1)?.entries.map(({ path }) => path)).toEqual(["/runbook/untrusted-issuer"])
	})
	it("wants every word", () => {
		expect(paths("link lacks")).toEqual(["/runbook/missing-intermediate"])
		expect(paths("link bil")).toEqual([])
	})
	it("offers to check what looks like a target", () => {
		expect(paths("db:5432")).toEqual(["/check?target=db%3A5432"])
	})
	it("offers to explain a sentence that nothing is called", () => {
		expect(paths("connection reset by peer")).toEqual(["/explain?text=connection%20reset%20by%20peer"])
	})
	it("shows everything for an empty query, in the order of kinds", () => {
		expect(filterPalette(entries, "").map(({ kind }) => kind)).toEqual(["endpoint", "page", "rule"])
	})
	it("shows at most eight endpoints", () => {
		const many = Array.from(
			{ length: 40 },
			(_, index): PaletteEntry => ({ kind: "endpoint", label: `e${index}`, detail: "", path: `/e/${index}` }),
		)
		expect(filterPalette(many, "e").flatMap((group) => group.entries)).toHaveLength(8)
	})
})
