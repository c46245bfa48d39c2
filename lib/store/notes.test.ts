import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { checkAudit } from "./audit.ts"
import { addEndpoint, deleteEndpoint } from "./endpoints.ts"
import { enginesUnderTest, type FreshPlace, openFresh } from "./fresh-store.ts"
import { getNote, listNotes, noteHistory, noteHistoryMax, putNote } from "./notes.ts"
import type { Store } from "./store.ts"

const at = Date.UTC(2026, 10, 23)
const change = { actor: "test", at }
const rule = { kind: "rule", id: "untrusted-issuer" } as const
const endpoint = { kind: "endpoint", id: "e1" } as const
const draft = {
	id: "e1",
	name: "billing",
	labels: [],
	fromLab: false,
	settings: {
		target: "grpcs://billing:443",
		mode: "auto" as const,
		skipVerify: false,
		healthService: "",
		timeoutMs: 5_000,
	},
}

describe.each(enginesUnderTest)("team notes on $name", ({ make }) => {
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

		it("keeps every version with its time and its writer", async () => {
			await putNote(store, { subject: rule, text: "first", version: 0 }, change)
			await putNote(store, { subject: rule, text: "second", version: 1 }, { actor: "other", at: at + 1 })
			expect(await getNote(store, rule)).toMatchObject({ ok: true, value: { text: "second", version: 2 } })
			expect(await noteHistory(store, rule)).toEqual({
				ok: true,
				value: [
					{ subject: rule, version: 2, text: "second", at: "2026-11-23T00:00:00.001Z", actor: "other" },
					{ subject: rule, version: 1, text: "first", at: "2026-11-23T00:00:00.000Z", actor: "test" },
				],
			})
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: 2 })
		})

		it("refuses a version that is no longer the newest, shows the newest and changes nothing", async () => {
			await putNote(store, { subject: rule, text: "theirs", version: 0 }, change)
			const late = await putNote(store, { subject: rule, text: "mine", version: 0 }, change)
			expect(late).toMatchObject({
				ok: false,
				error: { kind: "stale", current: { text: "theirs", version: 1 } },
			})
			const ahead = await putNote(store, { subject: endpoint, text: "mine", version: 4 }, change)
			expect(ahead).toEqual({ ok: false, error: { kind: "gone" } })
			expect(await noteHistory(store, rule)).toMatchObject({ value: [{ text: "theirs" }] })
		})

		it("lets exactly one of many writers have a version", async () => {
			const done = await Promise.all(
				Array.from({ length: 8 }, (_, index) =>
					putNote(store, { subject: rule, text: `writer ${index}`, version: 0 }, change),
				),
			)
			expect(done.filter((each) => each.ok)).toHaveLength(1)
			expect(await noteHistory(store, rule)).toMatchObject({ value: [{ version: 1 }] })
		})

		it("lists the newest text of each note of a kind, and none that was taken away", async () => {
			await addEndpoint(store, draft, change)
			await putNote(store, { subject: rule, text: "old", version: 0 }, change)
			await putNote(store, { subject: rule, text: "new", version: 1 }, change)
			await putNote(store, { subject: { kind: "rule", id: "gone" }, text: "here", version: 0 }, change)
			await putNote(store, { subject: { kind: "rule", id: "gone" }, text: "", version: 1 }, change)
			await putNote(store, { subject: endpoint, text: "of the endpoint", version: 0 }, change)
			expect(await listNotes(store, "rule")).toMatchObject({ ok: true, value: [{ text: "new" }] })
			const endpoints = await listNotes(store, "endpoint")
			expect(endpoints.ok && endpoints.value.map((note) => note.subject)).toEqual([endpoint])
		})

		it("gives a long history in pages", async () => {
			for (let version = 0; version <= noteHistoryMax; version += 1) {
				await putNote(store, { subject: rule, text: `version ${version + 1}`, version }, change)
			}
			const first = await noteHistory(store, rule)
			expect(first.ok && first.value).toHaveLength(noteHistoryMax)
			expect(await noteHistory(store, rule, 2)).toMatchObject({ value: [{ version: 1 }] })
		})

		it("takes an endpoint's note away with the endpoint, and a rule's of the same id not", async () => {
			await addEndpoint(store, draft, change)
			await putNote(store, { subject: endpoint, text: "of the endpoint", version: 0 }, change)
			await putNote(store, { subject: { kind: "rule", id: "e1" }, text: "of a rule", version: 0 }, change)
			await deleteEndpoint(store, "e1", change)
			expect(await getNote(store, endpoint)).toEqual({ ok: true, value: undefined })
			expect(await listNotes(store, "rule")).toMatchObject({ value: [{ text: "of a rule" }] })
			expect(await putNote(store, { subject: endpoint, text: "late", version: 0 }, change)).toEqual({
				ok: false,
				error: { kind: "gone" },
			})
		})
	})
})
