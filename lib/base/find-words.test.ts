import { expect, it } from "vitest"
import { findWords, queryWords } from "./find-words.ts"

const fields = [
	{ place: "the title", text: "The Chain lacks a link", isName: true },
	{ place: "what it means", text: `${"x ".repeat(200)}the server sends its LEAF alone ${"y ".repeat(200)}` },
	{ place: "the fix", text: "Send the leaf and the chain." },
]
const find = (query: string) => findWords(fields, queryWords(query))

it("finds all words wherever they stand, and says where", () => {
	expect(find("chain leaf")?.places).toEqual(["the title", "what it means", "the fix"])
	expect(find("LACKS")).toEqual({ score: 3, places: ["the title"] })
})

it("finds nothing when one word stands nowhere, or when nothing is asked", () => {
	expect(find("leaf elsewhere")).toBeUndefined()
	expect(find("  ")).toBeUndefined()
})

it("shows the words in their surroundings, cut on both sides", () => {
	const excerpt = find("leaf")?.excerpt ?? ""
	expect(excerpt).toContain("sends its LEAF alone")
	expect(excerpt.startsWith("… ")).toBe(true)
	expect(excerpt.endsWith(" …")).toBe(true)
	expect(excerpt.length).toBeLessThanOrEqual(164)
})

it("puts names before prose", () => {
	expect(find("link")?.score).toBeGreaterThan(find("leaf")?.score ?? 0)
})

it("reads 200 characters of a query", () => {
	expect(queryWords(`${"a ".repeat(100)}beyond`)).toHaveLength(100)
})
