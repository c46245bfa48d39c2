import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { Secret } from "#base/secret"
import type { EndpointSettings } from "#endpoints/endpoint"
import { checkAudit } from "./audit.ts"
import {
	addEndpoint,
	changeEndpoint,
	deleteEndpoint,
	type EndpointDraft,
	findEndpointsNamed,
	getOpenEndpoint,
	listEndpoints,
	loadEndpoint,
} from "./endpoints.ts"
import { enginesUnderTest, type FreshPlace, openFresh } from "./fresh-store.ts"
import { exampleNewRun, exampleRun } from "./run-example.ts"
import { storeRun } from "./runs.ts"
import { listStatuses } from "./status.ts"
import type { Store } from "./store.ts"

const change = { actor: "test", at: Date.UTC(2026, 10, 22) }

const settings: EndpointSettings = {
	target: "grpcs://billing:443",
	mode: "mtls",
	ca: { kind: "file", path: "/etc/ca.pem" },
	certificate: { kind: "pasted", pem: "-----BEGIN CERTIFICATE-----\n" },
	key: { kind: "pasted", pem: new Secret("the key itself"), passphrase: new Secret("the passphrase") },
	token: { kind: "pasted", text: new Secret("the token itself") },
	serverName: "billing",
	skipVerify: false,
	healthService: "",
	timeoutMs: 5_000,
}

const draft: EndpointDraft = { id: "e1", name: "billing", labels: ["prod", "eu"], settings, fromLab: false }

describe.each(enginesUnderTest)("endpoints on $name", ({ make }) => {
	describe.skipIf(make === undefined)("", () => {
		let fresh: FreshPlace
		let store: Store

		beforeEach(async () => {
			if (make === undefined) throw new Error("this engine is skipped")
			fresh = await make()
			store = await openFresh(fresh.place)
			await addEndpoint(store, draft, change)
		})
		afterEach(async () => {
			await store.close()
			await fresh.remove()
		})

		it("gives a check all settings and secrets back", async () => {
			const loaded = await loadEndpoint(store, "e1")
			expect(loaded).toMatchObject({
				ok: true,
				value: { name: "billing", labels: ["prod", "eu"], version: 1 },
			})
			const given = loaded.ok ? loaded.value?.settings : undefined
			expect(given).toMatchObject({
				ca: settings.ca,
				certificate: settings.certificate,
				serverName: "billing",
			})
			expect(given?.key?.kind === "pasted" && given.key.pem.reveal()).toBe("the key itself")
			expect(given?.key?.passphrase?.reveal()).toBe("the passphrase")
			expect(given?.token?.kind === "pasted" && given.token.text.reveal()).toBe("the token itself")
		})

		it("keeps secrets out of everything that pages are given, and out of the settings column", async () => {
			const shown = [
				await listEndpoints(store),
				await getOpenEndpoint(store, "e1"),
				await store.db.selectFrom("endpoint").selectAll().execute(),
				await store.db.selectFrom("audit_log").selectAll().execute(),
			]
			expect(JSON.stringify(shown)).toContain("grpcs://billing:443")
			expect(JSON.stringify(shown)).not.toMatch(/the (key|token|passphrase)/)
			expect(await getOpenEndpoint(store, "e1")).toMatchObject({
				value: { settings: { key: { kind: "pasted", hasPassphrase: true }, token: { kind: "pasted" } } },
			})
		})

		it("refuses a change to a version that is no longer the newest, and changes nothing", async () => {
			const { key: _key, token: _token, ...bare } = settings
			const first = await changeEndpoint(store, { ...draft, name: "first", settings: bare }, 1, change)
			const second = await changeEndpoint(store, { ...draft, name: "second" }, 1, change)
			expect(first).toEqual({ ok: true, value: undefined })
			expect(second).toEqual({ ok: false, error: { kind: "stale" } })
			const loaded = await loadEndpoint(store, "e1")
			expect(loaded).toMatchObject({ value: { name: "first", version: 2 } })
			expect(loaded.ok && loaded.value?.settings.key).toBeUndefined()
			expect(await store.db.selectFrom("endpoint_secret").selectAll().execute()).toEqual([])
		})

		it("says that an endpoint is gone when a change comes too late", async () => {
			expect(await changeEndpoint(store, { ...draft, id: "e2" }, 1, change)).toEqual({
				ok: false,
				error: { kind: "gone" },
			})
		})

		it("deletes secrets and status with the endpoint, once", async () => {
			await storeRun(store, exampleNewRun("r1", exampleRun(1), "e1"))
			expect(await deleteEndpoint(store, "e1", change)).toEqual({ ok: true, value: true })
			expect(await deleteEndpoint(store, "e1", change)).toEqual({ ok: true, value: false })
			expect(await store.db.selectFrom("endpoint_secret").selectAll().execute()).toEqual([])
			const statuses = await listStatuses(store)
			expect(statuses.ok && statuses.value.size).toBe(0)
		})

		it("writes every change into the audit log", async () => {
			await changeEndpoint(store, draft, 1, change)
			await deleteEndpoint(store, "e1", change)
			const rows = await store.db
				.selectFrom("audit_log")
				.select(["action", "subject"])
				.orderBy("seq")
				.execute()
			expect(rows.map((row) => row.action)).toEqual([
				"endpoint-added",
				"endpoint-changed",
				"endpoint-deleted",
			])
			expect(await checkAudit(store)).toEqual({ kind: "whole", entries: 3 })
		})

		it("finds every endpoint of a name", async () => {
			await addEndpoint(store, { ...draft, id: "e2" }, change)
			expect(await findEndpointsNamed(store, "billing")).toEqual({ ok: true, value: ["e1", "e2"] })
			expect(await findEndpointsNamed(store, "bill")).toEqual({ ok: true, value: [] })
		})
	})
})
