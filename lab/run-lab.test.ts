import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { runLab } from "./run-lab.ts"
import { labScenarios } from "./scenarios.ts"

const directory = await mkdtemp(join(tmpdir(), "lab-run-"))
afterAll(() => rm(directory, { recursive: true, force: true }))

/** Runs the lab with a signal that aborts as soon as something is printed. */
async function run(request: Partial<Parameters<typeof runLab>[0]>) {
	const stopping = new AbortController()
	const printed = { out: "", talk: "" }
	const code = await runLab({
		list: false,
		json: false,
		directory,
		only: [],
		out: (text) => {
			printed.out += text
			stopping.abort()
		},
		talk: (text) => {
			printed.talk += text
		},
		signal: stopping.signal,
		...request,
	})
	return { code, ...printed }
}

it("explains every scenario without starting one", async () => {
	const { code, out } = await run({ list: true, directory: "/nonexistent" })
	expect(code).toBe(0)
	expect(
		labScenarios.filter(({ id, explains }) => !out.includes(`${id}: `) || !out.includes(explains)),
	).toEqual([])
})

it("lists as JSON what it lists as text, and only what is asked for", async () => {
	const { out } = await run({ list: true, json: true, only: ["expired"] })
	expect(JSON.parse(out)).toEqual([expect.objectContaining({ id: "expired", expected: expect.anything() })])
})

it("runs until the signal, prints a table on stdout and talks on stderr", async () => {
	const { code, out, talk } = await run({ only: ["tls", "expired"] })
	expect(code).toBe(0)
	expect(out.split("\n").map((line) => line.split(/\s+/))).toEqual([
		["scenario", "target", "first", "finding"],
		["tls", expect.stringMatching(/^grpcs:\/\/localhost:\d+$/), "works-as-configured"],
		["expired", expect.stringMatching(/^grpcs:\/\/localhost:\d+$/), "expired-server-cert"],
		[""],
	])
	expect(talk).toBe("2 scenarios run on loopback; interrupt to end them\n")
})

it("prints the manifest with --json", async () => {
	const { out } = await run({ only: ["tls"], json: true })
	expect(JSON.parse(out)).toEqual([
		expect.objectContaining({ id: "tls", target: expect.stringMatching(/^grpcs:/) }),
	])
})

it.each([
	[{ only: ["nothing"] }, "there is no scenario nothing"],
	[{ basePort: Number.NaN }, "--base-port"],
	[{ basePort: 65_535 }, "--base-port"],
	[{ basePort: 1.5 }, "--base-port"],
])("answers the wrong request %j with exit code 2, an error and a hint", async (request, text) => {
	const { code, out, talk } = await run(request)
	expect({ code, out }).toEqual({ code: 2, out: "" })
	expect(talk).toMatch(/^error: .*\nhint: .*\n$/)
	expect(talk).toContain(text)
})
