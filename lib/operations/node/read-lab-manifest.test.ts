import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { readLabManifest } from "./read-lab-manifest.ts"

const folder = mkdtempSync(join(tmpdir(), "countersign-manifest-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const scenario = {
	id: "expired",
	title: "Expired",
	explains: "An old one.",
	target: "a:1",
	settings: { mode: "tls" },
}

it("reads what the lab wrote", async () => {
	const path = join(folder, "good.json")
	writeFileSync(path, JSON.stringify([scenario]))
	expect(await readLabManifest(path)).toEqual({ ok: true, value: [scenario] })
})

it.each([
	["no JSON", "{"],
	["another shape", JSON.stringify({ scenarios: [] })],
	["a scenario without target", JSON.stringify([{ ...scenario, target: undefined }])],
	["more than 4 MiB", " ".repeat(4 * 1024 * 1024 + 1)],
])("names the file that holds %s", async (_what, text) => {
	const path = join(folder, "bad.json")
	writeFileSync(path, text)
	expect(await readLabManifest(path)).toEqual({ ok: false, error: expect.stringContaining(path) })
})

it("names the file that is not there", async () => {
	const path = join(folder, "none.json")
	expect(await readLabManifest(path)).toEqual({ ok: false, error: expect.stringContaining(path) })
})
