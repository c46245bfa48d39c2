import { mkdtemp, rm, stat, writeFile } from "node:fs/promises"
import { connect as connectHttp2 } from "node:http2"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { createAuthority } from "#pki/authority"
import { fetchX509Context, watchX509Context } from "#spiffe/node/workload-api"
import { svidChecklist } from "#spiffe/svid-checklist"
import { verifySpiffePeer } from "#spiffe/verify-peer"
import { describeCertificate } from "#x509/describe"
import { readWorkloadForm } from "../workload/workload-config.ts"
import type { WorkloadFailure } from "../workload/workload-failures.ts"
import { callWorkload, jwtRequest, routerId, startApi, tokenOf } from "./testing/workload-calls.ts"
import { type RunningWorkloadApi, startWorkloadApi } from "./workload-api-server.ts"

let folder: string
const running: RunningWorkloadApi[] = []
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "workload-api-"))
})
afterEach(async () => {
	for (const api of running.splice(0)) await api.close()
	await rm(folder, { recursive: true, force: true })
})

const id = routerId
const address = (name = "api.sock") => `unix://${join(folder, name)}`

async function started(given: Parameters<typeof startApi>[1] = {}) {
	const api = await startApi(address(), given)
	running.push(api)
	return api
}

describe("the development Workload API", () => {
	it("gives SVIDs that keep the standard and verify by their own bundle", async () => {
		const other = await createAuthority({ commonName: "Other", uri: "spiffe://other.test" })
		await started({
			identities: [id, "spiffe://dev.local/ns/default/sa/db;hint=db;dns=db.dev"],
			federated: new Map([["other.test", { authorities: [other.der], jwtKeys: [] }]]),
		})
		const context = await fetchX509Context(address())
		if (!context.ok) throw new Error(context.error.text)
		expect(context.value.svids.map(({ spiffeId, hint }) => [spiffeId, hint])).toEqual([
			[id, undefined],
			["spiffe://dev.local/ns/default/sa/db", "db"],
		])
		expect([...context.value.bundles.keys()]).toEqual(["dev.local", "other.test"])
		for (const { certificates } of context.value.svids) {
			const { verification } = await verifySpiffePeer({
				chain: certificates,
				bundles: context.value.bundles,
				trustDomain: "dev.local",
				at: Date.now(),
			})
			expect(verification.reasons).toEqual([])
			const observed = await describeCertificate(certificates[0] ?? new Uint8Array())
			if (observed.kind !== "certificate") throw new Error(observed.problem)
			expect(svidChecklist(observed.description).filter(({ verdict }) => verdict === "fail")).toEqual([])
		}
		expect((await stat(join(folder, "api.sock"))).mode & 0o777).toBe(0o660)
	})

	it("pushes every rotation over the open stream, with new keys and serials", async () => {
		const api = await started()
		const stop = new AbortController()
		const serials: string[] = []
		for await (const outcome of watchX509Context(address(), { signal: stop.signal })) {
			if (!outcome.ok) throw new Error(outcome.error.text)
			const observed = await describeCertificate(outcome.value.svids[0]?.certificates[0] ?? new Uint8Array())
			if (observed.kind === "certificate") serials.push(observed.description.serial)
			if (serials.length > 3) stop.abort()
			else await api.rotateNow()
		}
		expect(new Set(serials).size).toBe(4)
		expect(api.current().rotation).toBe(4)
	})

	it("rotates by itself at half of the life", async () => {
		const api = await started({ ttlMs: 2_000 })
		await expect.poll(() => api.current().rotation, { timeout: 10_000 }).toBeGreaterThanOrEqual(4)
	})

	it("publishes a new authority before it signs, and drops the old one once what it signed has ended", async () => {
		const api = await started({ ttlMs: 2_000 })
		const states = () => api.current().authorities.map(({ number, state }) => `${number} ${state}`)
		const before = await fetchX509Context(address())
		await api.renewAuthority()
		await api.renewAuthority()
		expect(states()).toEqual(["1 signs", "2 next"])
		const between = await fetchX509Context(address())
		if (!before.ok || !between.ok) throw new Error("no context")
		expect(between.value.svids[0]?.certificates).toEqual(before.value.svids[0]?.certificates)
		expect(between.value.bundles.get("dev.local")).toHaveLength(2)

		await api.rotateNow()
		expect(states()).toEqual(["1 last", "2 signs"])
		const after = await fetchX509Context(address())
		if (!after.ok) throw new Error(after.error.text)
		const verify = async (svid: typeof after, bundles: typeof after) =>
			(
				await verifySpiffePeer({
					chain: svid.value.svids[0]?.certificates ?? [],
					bundles: bundles.value.bundles,
					trustDomain: "dev.local",
					at: Date.now(),
				})
			).verification.reasons.map(({ rule }) => rule)
		expect(await verify(after, between)).toEqual([])
		expect(await verify(between, after)).toEqual([])
		expect(await verify(after, before)).not.toEqual([])
		await expect.poll(states, { timeout: 15_000 }).toEqual(["2 signs"])
	})

	it.each<[WorkloadFailure, string]>([
		["permission-denied", "no-identity"],
		["unavailable", "unavailable"],
		["invalid-argument", "header-missing"],
		["unimplemented", "unimplemented"],
		["internal", "bad-response"],
		["resource-exhausted", "unavailable"],
		["deadline-exceeded", "timeout"],
	])("answers with %s on purpose, and serves again afterwards", async (failure, reason) => {
		const api = await started()
		api.fail(failure)
		const failed = await fetchX509Context(address())
		expect(failed).toMatchObject({ ok: false, error: { reason } })
		api.fail(undefined)
		expect((await fetchX509Context(address())).ok).toBe(true)
	})

	it("enforces the security header on every method", async () => {
		await started()
		for (const method of [
			"FetchX509SVID",
			"FetchX509Bundles",
			"FetchJWTSVID",
			"FetchJWTBundles",
			"ValidateJWTSVID",
		])
			await expect(callWorkload(address(), method, jwtRequest(["a"]), false)).rejects.toThrow(
				/security header missing/,
			)
	})

	it("keeps few messages for a client that does not read, and serves others meanwhile", async () => {
		const large = new Map([["other.test", { authorities: [new Uint8Array(200_000)], jwtKeys: [] }]])
		const api = await started({ federated: large })
		const session = connectHttp2("http://localhost", {
			createConnection: () => connect(join(folder, "api.sock")),
		})
		const stream = session.request({
			":method": "POST",
			":path": "/SpiffeWorkloadAPI/FetchX509SVID",
			"content-type": "application/grpc",
			"workload.spiffe.io": "true",
			te: "trailers",
		})
		stream.end(Buffer.alloc(5))
		await new Promise((resolve) => stream.once("response", resolve))
		for (let rotation = 0; rotation < 100; rotation += 1) await api.rotateNow()
		const jwt = await callWorkload(address(), "FetchJWTSVID", jwtRequest(["api"]))
		expect(tokenOf(jwt)).toMatch(/^ey/)
		const newest = Buffer.from(api.current().svids[0]?.sent.chain[0] ?? [])
		const parts: Buffer[] = []
		stream.on("data", (part: Buffer) => parts.push(part))
		await expect.poll(() => Buffer.concat(parts).includes(newest), { timeout: 10_000 }).toBe(true)
		expect(Buffer.concat(parts).length).toBeLessThan(50 * 200_000)
		session.destroy()
	})

	it("gives each socket the identities that are its own", async () => {
		await started({ identities: [id, `spiffe://dev.local/admin;socket=${address("admin.sock")}`] })
		const ids = async (where: string) => {
			const context = await fetchX509Context(where)
			return context.ok ? context.value.svids.map(({ spiffeId }) => spiffeId) : context.error.text
		}
		expect(await ids(address())).toEqual([id])
		expect(await ids(address("admin.sock"))).toEqual(["spiffe://dev.local/admin"])
	})

	it("takes the place of a socket that was left behind, and of nothing else", async () => {
		const form = readWorkloadForm({
			trustDomain: "dev.local",
			identities: [id],
			ttlMs: 60_000,
			socket: address(),
			socketMode: 0o600,
		})
		if (!form.ok) throw new Error("form")
		const start = () => startWorkloadApi({ ...form.value, federated: new Map() })
		await writeFile(join(folder, "api.sock"), "a file")
		expect(await start()).toMatchObject({ ok: false, error: expect.stringContaining("is no socket") })
		await rm(join(folder, "api.sock"))
		const other = createServer().listen(join(folder, "api.sock"))
		await new Promise((resolve) => other.once("listening", resolve))
		expect(await start()).toMatchObject({ ok: false, error: expect.stringContaining("listens on") })
		await new Promise((resolve) => other.close(resolve))
		const api = await start()
		expect(api.ok).toBe(true)
		if (api.ok) await api.value.close()
		await expect(stat(join(folder, "api.sock"))).rejects.toThrow()
	})
})
