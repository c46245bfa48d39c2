import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { exampleInput, makeFreshContext } from "./fresh-context.ts"
import { getEndpoint } from "./get-endpoint.ts"
import { listEndpoints } from "./list-endpoints.ts"
import { saveEndpoint } from "./save-endpoint.ts"
import { labEndpointId, seedLab } from "./seed-lab.ts"

let fresh: Awaited<ReturnType<typeof makeFreshContext>>
let folder: string
beforeEach(async () => {
	fresh = await makeFreshContext()
	folder = mkdtempSync(join(tmpdir(), "countersign-lab-"))
})
afterEach(async () => {
	rmSync(folder, { recursive: true, force: true })
	await fresh.remove()
})

const scenario = (id: string, target: string, settings = {}) => ({
	...{ id, title: id, explains: "", target, settings },
})

async function seed(scenarios: readonly object[]) {
	const manifestPath = join(folder, "lab.json")
	writeFileSync(manifestPath, JSON.stringify(scenarios))
	return seedLab(fresh.context, { manifestPath })
}

it("adds, changes and removes lab endpoints, and leaves those of people alone", async () => {
	await saveEndpoint(fresh.context, { input: exampleInput })
	expect(await seed([scenario("tls", "localhost:1"), scenario("old", "localhost:2")])).toEqual({
		ok: true,
		value: { added: 2, changed: 0, removed: 0, refused: [] },
	})
	expect(await seed([scenario("tls", "localhost:3"), scenario("new", "localhost:4")])).toEqual({
		ok: true,
		value: { added: 1, changed: 1, removed: 1, refused: [] },
	})
	const listed = await listEndpoints(fresh.context)
	expect(listed.ok && listed.value.map(({ name, target, fromLab }) => [name, target, fromLab])).toEqual([
		["billing", "grpcs://billing.example:443", false],
		["new", "localhost:4", true],
		["tls", "localhost:3", true],
	])
})

it("changes nothing when the lab is the same as before", async () => {
	const scenarios = [scenario("tls", "localhost:1", { serverName: "a.example", token: "text:abc" })]
	await seed(scenarios)
	expect(await seed(scenarios)).toEqual({
		ok: true,
		value: { added: 0, changed: 0, removed: 0, refused: [] },
	})
	expect(await getEndpoint(fresh.context, { id: labEndpointId("tls") })).toMatchObject({
		value: { version: 1 },
	})
})

it("names a scenario that cannot be read and takes the others", async () => {
	expect(await seed([scenario("bad", "localhost:99999"), scenario("tls", "localhost:1")])).toMatchObject({
		ok: true,
		value: { added: 1, refused: [expect.stringContaining("bad")] },
	})
})
