import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createAuthority } from "#pki/authority"
import { routerId, startApi } from "#pki/node/testing/workload-calls"
import { fetchX509Context } from "#spiffe/node/workload-api"
import { reportWorkload } from "#spiffe/workload-report"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "spiffe-verb-"))
	const uri = "spiffe://example.org"
	const one = await createAuthority({ commonName: "One", uri })
	const two = await createAuthority({ commonName: "Two", uri })
	const base64 = (der: Uint8Array) => Buffer.from(der).toString("base64")
	const key = (der: Uint8Array) => ({ use: "x509-svid", kty: "EC", x5c: [base64(der)] })
	await writeFile(at("one.pem"), one.pem)
	await writeFile(at("both.der"), Buffer.concat([one.der, two.der]))
	await writeFile(at("both.json"), JSON.stringify({ keys: [key(one.der), key(two.der)], spiffe_sequence: 7 }))
	await writeFile(
		at("map.json"),
		JSON.stringify({ trust_domains: { "example.org": { keys: [key(one.der)] } } }),
	)
	await writeFile(at("plain.txt"), "no socket")
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(words: readonly string[], env: Record<string, string> = {}) {
	const io = { ...recordingIo(""), env }
	const code = await runCli(["spiffe", ...words], io)
	return { code, text: io.text(), talked: io.talked() }
}

describe("countersign spiffe bundle", () => {
	it.each(["one.pem", "both.der", "both.json", "map.json"])("reads %s", async (name) => {
		const { code, text } = await run(["bundle", at(name), "--json"])
		expect(code).toBe(0)
		expect(JSON.parse(text)).toMatchObject({
			schema: "countersign.bundles/v1",
			bundles: [{ trustDomains: ["example.org"] }],
		})
	})

	it("says what one bundle lacks of another, in whatever form they are", async () => {
		const { code, text } = await run(["bundle", at("one.pem"), at("both.json")])
		expect([code, text]).toEqual([1, expect.stringContaining("lacks an authority of")])
		expect((await run(["bundle", at("both.der"), at("both.json")])).text).toMatch(
			/^Both bundles hold the same authorities\./,
		)
	})

	it.each([[[]], [["a", "b", "c"]], [["/nowhere"]]])("refuses %j", async (files) => {
		expect((await run(["bundle", ...files])).code).toBe(2)
	})
})

describe("countersign spiffe workload", () => {
	it.each([
		["unix:///nowhere/api.sock", /There is no socket at \/nowhere\/api\.sock\./],
		["/run/agent.sock", /A bare path is no Workload API address/],
		["unix://unix:///run/agent.sock", /scheme twice\. Permguard's command line/],
		["unix://run/agent.sock", /no host between the second and the third slash/],
		["FILE", /is a file, not a socket/],
	])("says what is wrong with %s and what to look at", async (address, expected) => {
		const { code, text } = await run([
			"workload",
			"--socket",
			address === "FILE" ? `unix://${at("plain.txt")}` : address,
		])
		expect(code).toBe(1)
		expect(text).toMatch(expected)
		expect(text).toMatch(/What to look at: /)
	})

	it("tells of every identity and bundle, how programs are given the address, and no key", async () => {
		const other = await createAuthority({ commonName: "Other", uri: "spiffe://other.test" })
		const hinted = `${routerId.replace("router", "db")};hint=db`
		const api = await startApi(`unix://${at("api.sock")}`, {
			identities: [routerId, hinted],
			federated: new Map([["other.test", { authorities: [other.der], jwtKeys: [] }]]),
		})
		try {
			const { code, text } = await run(["workload", "--socket", `unix://${at("api.sock")}`])
			expect(code).toBe(0)
			for (const said of [routerId, "db", "dev.local", "other.test", `--spiffe-endpoint ${at("api.sock")}`])
				expect(text).toContain(said)
			const json = await run(["workload", "--socket", `unix://${at("api.sock")}`, "--json"])
			expect(JSON.parse(json.text)).toMatchObject({
				schema: "countersign.workload/v1",
				problems: [],
				svids: [{ spiffeId: routerId, certificates: 1 }, { hint: "db" }],
				bundles: [{ trustDomains: ["dev.local"] }, { trustDomains: ["other.test"] }],
			})
			expect(`${text}${json.text}`).not.toMatch(/PRIVATE|MIG/)
		} finally {
			await api.close()
		}
	})

	it.each([
		[0.5, []],
		[0.7, [["warning", expect.stringMatching(/has used 7\d %.*renew at half/)]]],
		[1.1, [["error", expect.stringMatching(/has ended, and the agent still hands it out/)]]],
	])("judges an SVID that has used %s of its life", async (share, expected) => {
		const address = `unix://${at("aging.sock")}`
		const ttlMs = 3_600_000
		const api = await startApi(address, { ttlMs })
		const context = await fetchX509Context(address)
		await api.close()
		if (!context.ok) throw new Error(context.error.text)
		const { problems } = await reportWorkload(context.value, Date.now() + share * ttlMs)
		expect(problems.map(({ severity, text }) => [severity, text])).toEqual(expected)
		const svids = context.value.svids.map((svid) => ({ ...svid, certificates: [Uint8Array.of(48)] }))
		const unread = await reportWorkload({ ...context.value, svids }, Date.now())
		expect(unread.svids).toEqual([])
		expect(unread.problems).toMatchObject([
			{ severity: "error", text: expect.stringMatching(/cannot be read/) },
		])
	})

	it("takes the address from the environment, and needs one", async () => {
		expect(
			(await run(["workload", "--json"], { SPIFFE_ENDPOINT_SOCKET: "unix:///nowhere/x.sock" })).text,
		).toContain("socket-missing")
		expect((await run(["workload"])).talked).toContain("no Workload API was named")
		expect((await run(["workload", "--socket", "unix:///x", "--timeout", "-1"])).code).toBe(2)
	})
})
