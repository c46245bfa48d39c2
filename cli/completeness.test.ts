import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { rules } from "#diagnosis/rules"
import { runbookPage, runbookPages } from "#diagnosis/runbook"

/** The sources below a folder, tests included where `suffix` asks for them. */
function sources(folder: string, suffix = ".ts"): readonly string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(suffix))
		.map((name) => readFileSync(join(folder, name), "utf8"))
}

const withoutTests = (folder: string) =>
	readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".ts") && !name.includes(".test."))
		.map((name) => readFileSync(join(folder, name), "utf8"))

/** Ids of rules as they are written where something is found. */
function emitted(texts: readonly string[]): ReadonlySet<string> {
	const pattern = /\b(?:rule: |say\(|id: )"([a-z0-9]+(?:-[a-z0-9]+)+)"/g
	return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, id = ""]) => id)))
}

describe("completeness", () => {
	it("has a page for every rule that a verification, a lint or a checklist can name", () => {
		const found = emitted([
			...withoutTests("lib/x509/path"),
			...withoutTests("lib/x509/lint"),
			...["svid-checklist", "svid-rules", "verify-peer"].map((name) =>
				readFileSync(`lib/spiffe/${name}.ts`, "utf8"),
			),
		])
		expect(found.size).toBeGreaterThan(60)
		expect([...found].filter((id) => runbookPage(id) === undefined)).toEqual([])
	})

	it("says on every page what it means, how to confirm, change and prevent it, and where that is written", () => {
		const thin = runbookPages().filter(({ prose, fixes, citation, severity }) => {
			const isProse = [prose.means, prose.confirm].every((text) => text.length > 20)
			const isWhole = isProse && citation.length > 0 && (severity === "ok" || prose.prevent.length > 20)
			return !isWhole || (fixes.length === 0 && severity !== "ok" && severity !== "notice")
		})
		expect(thin.map(({ id }) => id)).toEqual([])
	})

	it("fires every cause: in a scenario of the lab, a table against it, or a recorded text", () => {
		const texts = [
			...sources("lab/scenarios"),
			...sources("cli", "-table.test.ts"),
			...sources("lib/diagnosis/explain/testing"),
		].join("\n")
		expect(rules.filter(({ id }) => !texts.includes(`"${id}"`)).map(({ id }) => id)).toEqual([])
	})

	it("names every lint in a test that fires it", () => {
		const tests = sources("lib/x509/lint", ".test.ts").join("\n")
		const lints = emitted(withoutTests("lib/x509/lint"))
		expect([...lints].filter((id) => !tests.includes(`"${id}"`))).toEqual([])
	})
})
