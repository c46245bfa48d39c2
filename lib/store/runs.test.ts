import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { checkAudit } from "./audit.ts"
import { addEndpoint } from "./endpoints.ts"
import { enginesUnderTest, type FreshPlace, openFresh } from "./fresh-store.ts"
import { deleteRunsOf, trimRuns } from "./retention.ts"
import { exampleCertificate, exampleNewRun, exampleRun } from "./run-example.ts"
import { getRun, listRuns, storeRun } from "./runs.ts"
import { getStatus, listStatuses } from "./status.ts"
import type { Store } from "./store.ts"

const change = { actor: "test", at: 1 }

describe.each(enginesUnderTest)("runs on $name", ({ make }) => {
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

		const addExample = (id: string) =>
			addEndpoint(
				store,
				{
					id,
					name: id,
					labels: [],
					settings: { target: "a:1", mode: "auto", skipVerify: false, healthService: "", timeoutMs: 1_000 },
					fromLab: false,
				},
				change,
			)

		it("gives back a run exactly as it was seen", async () => {
			const run = exampleRun(1_000, [exampleCertificate("a"), exampleCertificate("b")])
			expect(await storeRun(store, exampleNewRun("r1", run, "e1"))).toEqual({ ok: true, value: undefined })
			const stored = await getRun(store, "r1")
			expect(stored).toMatchObject({ ok: true, value: { id: "r1", endpointId: "e1", durationMs: 12 } })
			expect(stored.ok && stored.value?.run).toEqual(run)
		})

		it("keeps every certificate once, however many runs saw it", async () => {
			const leaf = exampleCertificate("a")
			await storeRun(store, exampleNewRun("r1", exampleRun(1, [leaf, exampleCertificate("b")])))
			await storeRun(store, exampleNewRun("r2", exampleRun(2, [leaf])))
			const rows = await store.db.selectFrom("certificate").select("sha256").orderBy("sha256").execute()
			expect(rows.map((row) => row.sha256)).toEqual(["a".repeat(64), "b".repeat(64)])
			const { body } = await store.db
				.selectFrom("run_doc")
				.select("body")
				.where("run_id", "=", "r1")
				.executeTakeFirstOrThrow()
			const { gunzipSync } = await import("node:zlib")
			expect(gunzipSync(body).toString()).not.toContain("BEGIN CERTIFICATE")
		})

		it("says that there is no such run instead of failing", async () => {
			expect(await getRun(store, "nothing")).toEqual({ ok: true, value: undefined })
		})

		it("changes nothing when a run is stored twice", async () => {
			await storeRun(store, exampleNewRun("r1", exampleRun(1_000)))
			await storeRun(store, exampleNewRun("r1", exampleRun(2_000)))
			const rows = await listRuns(store, { limit: 10 })
			expect(rows.ok && rows.value.map((row) => row.startedAt)).toEqual(["1970-01-01T00:00:01.000Z"])
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: 1 })
		})

		it("lists the newest run first, of one endpoint or of all", async () => {
			await storeRun(store, exampleNewRun("r1", exampleRun(1), "e1"))
			await storeRun(store, exampleNewRun("r2", exampleRun(2), "e2"))
			await storeRun(store, exampleNewRun("r3", exampleRun(3), "e1"))
			const all = await listRuns(store, { limit: 2 })
			const own = await listRuns(store, { endpointId: "e1", limit: 10 })
			expect(all.ok && all.value.map((row) => row.id)).toEqual(["r3", "r2"])
			expect(own.ok && own.value.map((row) => row.id)).toEqual(["r3", "r1"])
		})

		it("never lets an older or a stopped run take the place of a newer status", async () => {
			await addExample("e1")
			await storeRun(store, exampleNewRun("new", exampleRun(2_000), "e1"))
			await storeRun(store, exampleNewRun("old", exampleRun(1_000), "e1"))
			await storeRun(store, exampleNewRun("stopped", { ...exampleRun(3_000), stopped: true }, "e1"))
			expect(await getStatus(store, "e1")).toMatchObject({ ok: true, value: { runId: "new" } })
			await storeRun(store, exampleNewRun("newest", exampleRun(4_000), "e1"))
			const statuses = await listStatuses(store)
			expect(statuses.ok && statuses.value.get("e1")?.runId).toBe("newest")
		})

		it("stores the run of an endpoint that was deleted meanwhile, without a status", async () => {
			expect(await storeRun(store, exampleNewRun("r1", exampleRun(1), "gone"))).toMatchObject({ ok: true })
			expect(await getStatus(store, "gone")).toEqual({ ok: true, value: undefined })
		})

		it("writes all of many runs that end at once", async () => {
			const ids = Array.from({ length: 40 }, (_, index) => `r${String(index).padStart(2, "0")}`)
			const certificates = [exampleCertificate("a"), exampleCertificate("b")]
			const done = await Promise.all(
				ids.map((id, index) => storeRun(store, exampleNewRun(id, exampleRun(index, certificates)))),
			)
			expect(done.every((each) => each.ok)).toBe(true)
			const rows = await listRuns(store, { limit: 100 })
			expect(rows.ok && rows.value.map((row) => row.id).toSorted()).toEqual(ids)
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: 40 })
		})

		it("keeps the newest runs and drops certificates that no run holds any more", async () => {
			const letters = ["a", "b", "c", "d"]
			for (const [index, letter] of letters.entries()) {
				await storeRun(store, exampleNewRun(letter, exampleRun(index, [exampleCertificate(letter)]), "e1"))
			}
			expect(await trimRuns(store, "e1", 2)).toEqual({ ok: true, value: 2 })
			const rows = await listRuns(store, { limit: 10 })
			expect(rows.ok && rows.value.map((row) => row.id)).toEqual(["d", "c"])
			const certificates = await store.db.selectFrom("certificate").select("sha256").execute()
			expect(certificates.map((row) => row.sha256[0]).toSorted()).toEqual(["c", "d"])
			expect(await deleteRunsOf(store, "e1")).toEqual({ ok: true, value: 2 })
			expect(await store.db.selectFrom("run_doc").select("run_id").execute()).toEqual([])
		})

		it("trims runs of unsaved targets apart from those of endpoints, over several slices", async () => {
			await storeRun(store, exampleNewRun("kept", exampleRun(1), "e1"))
			for (let index = 0; index < 130; index += 1) {
				await storeRun(store, exampleNewRun(`u${index}`, exampleRun(index)))
			}
			expect(await trimRuns(store, undefined, 5)).toEqual({ ok: true, value: 125 })
			const rows = await listRuns(store, { limit: 1_000 })
			expect(rows.ok && rows.value.map((row) => row.id)).toEqual([
				"u129",
				"u128",
				"u127",
				"u126",
				"u125",
				"kept",
			])
		})

		it("keeps the run that the status names, however old it is", async () => {
			await addExample("e1")
			await storeRun(store, exampleNewRun("named", exampleRun(1), "e1"))
			await storeRun(store, exampleNewRun("stopped", { ...exampleRun(2), stopped: true }, "e1"))
			expect(await trimRuns(store, "e1", 0)).toEqual({ ok: true, value: 1 })
			expect(await getRun(store, "named")).toMatchObject({ ok: true, value: { id: "named" } })
		})

		it("sees an audit entry that was changed afterwards", async () => {
			await addExample("e1")
			await storeRun(store, exampleNewRun("r1", exampleRun(1), "e1"))
			await store.db.updateTable("audit_log").set({ actor: "somebody else" }).where("seq", "=", 1).execute()
			expect(await checkAudit(store)).toEqual({ kind: "broken", brokenAt: 1 })
		})
	})
})
