import { mkdtemp, readFile, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { fetchX509Context } from "#spiffe/node/workload-api"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let folder: string
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "svid-verb-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const id = "spiffe://dev.local/ns/default/sa/router"

describe("countersign svid serve", () => {
	it("serves until it is stopped, tells of each issue without a key, and takes its socket away", async () => {
		const stop = new AbortController()
		const io = { ...recordingIo(""), signal: stop.signal }
		const path = join(folder, "api.sock")
		const words = [
			"svid",
			"serve",
			"--trust-domain",
			"dev.local",
			"--id",
			id,
			"--socket",
			`unix://${path}`,
			"--json",
		]
		const ended = runCli([...words, "--ttl", "2s", "--write-bundle", join(folder, "bundle.pem")], io)
		await expect.poll(() => io.text().split("\n").length, { timeout: 15_000 }).toBeGreaterThan(3)
		const context = await fetchX509Context(`unix://${path}`)
		expect(context.ok && context.value.svids.map(({ spiffeId }) => spiffeId)).toEqual([id])
		expect(await readFile(join(folder, "bundle.pem"), "utf8")).toContain("BEGIN CERTIFICATE")
		process.kill(process.pid, "SIGUSR2")
		const blocks = async () =>
			(await readFile(join(folder, "bundle.pem"), "utf8")).match(/BEGIN CERTIFICATE/g)?.length
		await expect.poll(blocks, { timeout: 15_000 }).toBe(2)
		await expect.poll(blocks, { timeout: 15_000 }).toBe(1)
		stop.abort()
		expect(await ended).toBe(0)
		await expect(stat(path)).rejects.toThrow()
		const again = recordingIo("")
		expect(await runCli([...words, "--write-bundle", join(folder, "bundle.pem")], again)).toBe(2)
		expect(again.talked()).toMatch(/exists already[\s\S]+--force/)
		const events = io
			.text()
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line))
		expect(events[0]).toEqual({ event: "serving", addresses: [`unix://${path}`] })
		expect(events.slice(1, 3).map(({ event, rotation }) => [event, rotation])).toEqual([
			["issued", 1],
			["issued", 2],
		])
		expect(io.text()).not.toMatch(/PRIVATE|MIG/)
	})

	it("answers with an error on purpose", async () => {
		const stop = new AbortController()
		const io = { ...recordingIo(""), signal: stop.signal }
		const address = `unix://${join(folder, "api.sock")}`
		const ended = runCli(
			[
				"svid",
				"serve",
				"--trust-domain",
				"dev.local",
				"--id",
				id,
				"--socket",
				address,
				"--fail",
				"permission-denied",
			],
			io,
		)
		await expect.poll(() => io.talked(), { timeout: 15_000 }).toContain("permission-denied on purpose")
		expect(await fetchX509Context(address)).toMatchObject({ ok: false, error: { reason: "no-identity" } })
		stop.abort()
		expect(await ended).toBe(0)
	})

	it.each([
		[["serve", "--trust-domain", "Dev", "--id", id], /--trust-domain: .+upper-case/],
		[["serve", "--trust-domain", "dev.local"], /--id: There is no identity/],
		[["serve", "--trust-domain", "dev.local", "--id", id, "--ttl", "soon"], /--ttl: /],
		[["serve", "--trust-domain", "dev.local", "--id", id, "--socket", "/tmp/x"], /--socket: .+scheme/],
		[
			["serve", "--trust-domain", "dev.local", "--id", id, "--socket-mode", "rw"],
			/--socket-mode rw is no mode/,
		],
		[["serve", "--trust-domain", "dev.local", "--id", id, "--fail", "loudly"], /--fail loudly is unknown/],
		[["serve", "--trust-domain", "dev.local", "--id", id, "--federate", "x"], /--federate x names no file/],
		[["make"], /svid make is unknown/],
	])("refuses %j", async (words, expected) => {
		const io = recordingIo("")
		expect(await runCli(["svid", ...words], io)).toBe(2)
		expect(io.talked()).toMatch(expected)
	})
})
