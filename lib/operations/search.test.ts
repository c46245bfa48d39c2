import { afterEach, beforeEach, expect, it } from "vitest"
import { runbookPages } from "#diagnosis/runbook"
import { exampleInput, makeFreshContext } from "./fresh-context.ts"
import { saveEndpoint } from "./save-endpoint.ts"
import { saveNote } from "./save-note.ts"
import { search } from "./search.ts"

let fresh: Awaited<ReturnType<typeof makeFreshContext>>
beforeEach(async () => {
	fresh = await makeFreshContext()
})
afterEach(() => fresh.remove())

async function find(query: string) {
	const found = await search(fresh.context, { query })
	return found.ok ? found.value : []
}

it("finds every rule by its id, its title, a line that people see, its prose, a fix and a source", async () => {
	for (const page of runbookPages()) {
		const texts = [
			["the id", page.id],
			["the title", page.title],
			["what people see", page.prose.seen[0]?.line],
			["what it means", page.prose.means],
			["what to change", page.fixes[0]?.text],
			["where it is written", page.citation[0]?.text],
		] as const
		for (const [place, text] of texts) {
			if (text === undefined || text.length > 200) continue
			const hit = (await find(text)).find((each) => each.kind === "rule" && each.id === page.id)
			expect(hit?.places, `${page.id}: ${text}`).toContain(place)
		}
	}
})

it("finds rules and endpoints by the team's notes, and says that they were found there", async () => {
	const saved = await saveEndpoint(fresh.context, { input: exampleInput })
	const endpoint = { kind: "endpoint", id: saved.ok ? saved.value.id : "" } as const
	const rule = { kind: "rule", id: runbookPages()[0]?.id ?? "" } as const
	for (const subject of [endpoint, rule]) {
		await saveNote(fresh.context, { subject, text: "Ask the **Zanzibar** desk.", version: 0 })
	}
	expect(await find("zanzibar desk")).toMatchObject([
		{ ...endpoint, name: "billing", places: ["your team’s note"], excerpt: "Ask the **Zanzibar** desk." },
		{ ...rule, places: ["your team’s note"] },
	])
})

it("finds endpoints by name, target and label", async () => {
	await saveEndpoint(fresh.context, { input: exampleInput })
	for (const [query, place] of [
		["bill", "the name"],
		["grpcs://billing.example:443", "the target"],
		["eu prod", "the labels"],
	] as const) {
		const [first] = await find(query)
		expect(first).toMatchObject({ kind: "endpoint", name: "billing" })
		expect(first?.places).toContain(place)
	}
})

it("finds nothing for no words, and for words that stand nowhere", async () => {
	expect(await find("  ")).toEqual([])
	expect(await find("no-such-word-anywhere")).toEqual([])
})

it.each([
	["certificate required", "client-cert-required"],
	["UnknownIssuer", "untrusted-issuer"],
	["alpn", "alpn-missing-h2"],
	["hostname", "hostname-mismatch"],
])("finds %j", async (query, id) => {
	expect((await find(query)).map((hit) => hit.id)).toContain(id)
})

it("puts rules first that carry the words in their names", async () => {
	expect((await find("intermediate"))[0]?.id).toBe("missing-intermediate")
})
