import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { checkAudit } from "./audit.ts"
import { addEndpoint, deleteEndpoint } from "./endpoints.ts"
import { enginesUnderTest, type FreshPlace, openFresh } from "./fresh-store.ts"
import { listIssued, type NewIssued, recordIssued } from "./issued.ts"
import { logWork } from "./logged-work.ts"
import { dropRemembered, listRemembered, putRemembered, rememberedMax } from "./remembered.ts"
import { exampleCertificate, exampleNewRun, exampleRun } from "./run-example.ts"
import { storeRun } from "./runs.ts"
import type { Store } from "./store.ts"
import { listWatched } from "./watched.ts"

const issued = (digit: string, authority = "ca"): NewIssued => ({
	...{ sha256: digit.repeat(64), serial: "0a", subject: "CN=a", names: ["a.test", "10.0.0.1"], authority },
	...{ notBefore: "2026-11-22T00:00:00.000Z", notAfter: "9999-12-31T23:59:59.000Z" },
	...{ profile: "server", pem: "-----BEGIN CERTIFICATE-----\n" },
})

describe.each(enginesUnderTest)("certificates on $name", ({ make }) => {
	describe.skipIf(make === undefined)("", () => {
		let fresh: FreshPlace
		let store: Store
		beforeEach(async () => {
			if (make === undefined) throw new Error("this engine is skipped")
			fresh = await make()
			store = await openFresh(fresh.place)
		})
		afterEach(async () => {
			await store.close()
			await fresh.remove()
		})

		it("gives back what was issued, newest first, of one CA or of all", async () => {
			await recordIssued(store, issued("1"), { actor: "test", at: 1_000 })
			await recordIssued(store, issued("2", "other"), { actor: "test", at: 2_000 })
			expect(await listIssued(store)).toMatchObject({
				value: [
					{ authority: "other" },
					{ ...issued("1"), issuedAt: "1970-01-01T00:00:01.000Z", actor: "test" },
				],
			})
			expect(await listIssued(store, "other")).toMatchObject({ value: [{ sha256: "2".repeat(64) }] })
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: 2 })
		})

		it("gives what has not ended before what has, so that a long list never hides what is to be renewed", async () => {
			const notAfter = "2026-11-23T00:00:00.000Z"
			await recordIssued(store, issued("1"), { actor: "test", at: 1_000 })
			await recordIssued(store, { ...issued("2"), notAfter }, { actor: "test", at: 2_000 })
			await recordIssued(store, issued("3"), { actor: "test", at: 3_000 })
			const listed = await listIssued(store, undefined, Date.parse(notAfter))
			const order = listed.ok && listed.value.map(({ sha256 }) => sha256[0])
			expect(order).toEqual(["3", "1", "2"])
		})

		it("records a certificate once, and logs nothing that was not recorded", async () => {
			await recordIssued(store, issued("1"), { actor: "test", at: 1 })
			await expect(recordIssued(store, issued("1"), { actor: "test", at: 2 })).rejects.toThrow()
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: 1 })
		})

		it("takes back the entry of work that fails", async () => {
			const entry = { at: 1, actor: "test", action: "authority-deleted", subject: "a", detail: {} } as const
			const fails = async () => {
				throw Object.assign(new Error("read-only file system"), { code: "EROFS" })
			}
			expect(await logWork(store, entry, fails)).toMatchObject({ ok: false, error: { kind: "read-only" } })
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: 0 })
		})

		it("remembers a certificate once, never more than fit, and forgets it", async () => {
			const change = { actor: "test", at: 1 }
			const many = Array.from({ length: rememberedMax - 1 }, (_, at) => ({
				...{ sha256: `${at}`, pem: "-----BEGIN CERTIFICATE-----", subject: "CN=a" },
			}))
			const [first = { sha256: "", pem: "", subject: "" }] = many
			expect(await putRemembered(store, [first, first], change)).toEqual({ ok: true, value: ["0"] })
			expect(await putRemembered(store, many, change)).toMatchObject({ value: { length: rememberedMax - 2 } })
			const two = ["x", "y"].map((sha256) => ({ ...first, sha256 }))
			expect(await putRemembered(store, two, change)).toEqual({ ok: true, value: "full" })
			expect(await listRemembered(store)).toMatchObject({ value: { length: rememberedMax - 1 } })
			expect(await dropRemembered(store, ["0", "none"], change)).toEqual({ ok: true, value: ["0"] })
			expect(await dropRemembered(store, ["0"], change)).toEqual({ ok: true, value: [] })
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: rememberedMax })
		})

		it("watches a CA file, and not a collection of public roots", async () => {
			const pem = (size: number) => `-----BEGIN CERTIFICATE-----\n${"a".repeat(size)}`
			const settings = {
				target: "a:1",
				mode: "auto",
				skipVerify: false,
				healthService: "",
				timeoutMs: 1_000,
			} as const
			const change = { actor: "test", at: 1 }
			for (const [id, size] of [
				["own", 2_000],
				["public", 200_000],
			] as const) {
				const ca = { kind: "pasted", pem: pem(size) } as const
				await addEndpoint(
					store,
					{ id, name: id, labels: [], settings: { ...settings, ca }, fromLab: false },
					change,
				)
				const files = [{ field: "ca", path: "/etc/ca.pem", size, leaf: exampleCertificate("a") }]
				await storeRun(store, exampleNewRun(id, { ...exampleRun(1), attempts: [], files }, id))
			}
			const watched = await listWatched(store)
			const seen = watched.ok ? watched.value.map(({ endpointId, role }) => `${endpointId} ${role}`) : []
			expect(seen).toEqual(["own ca", "own ca"])
		})

		it("watches what the newest finished run of an endpoint saw, until the endpoint is deleted", async () => {
			const settings = {
				target: "a:1",
				mode: "auto",
				skipVerify: false,
				healthService: "",
				timeoutMs: 1_000,
			} as const
			const change = { actor: "test", at: 1 }
			await addEndpoint(store, { id: "e1", name: "e1", labels: [], settings, fromLab: false }, change)
			const run = (at: number, digits: readonly string[]) => ({
				...exampleRun(at, digits.map(exampleCertificate)),
				files: [],
			})
			await storeRun(store, exampleNewRun("r2", run(2_000, ["b", "c"]), "e1"))
			await storeRun(store, exampleNewRun("r1", run(1_000, ["a"]), "e1"))
			await storeRun(store, exampleNewRun("r3", { ...run(3_000, ["d"]), stopped: true }, "e1"))
			const watched = await listWatched(store)
			const seen = watched.ok
				? watched.value.map(({ role, pem }) => `${role} ${pem.split("\n")[1]?.[0]}`)
				: []
			expect(seen.filter((each) => !each.startsWith("client")).toSorted()).toEqual(["chain c", "served b"])
			await deleteEndpoint(store, "e1", change)
			expect(await listWatched(store)).toEqual({ ok: true, value: [] })
		})
	})
})
