import { sql } from "kysely"
import { afterEach, beforeEach, expect, it } from "vitest"
import { checkEndpoint } from "./check-endpoint.ts"
import { checkTarget } from "./check-target.ts"
import { deleteEndpoint } from "./delete-endpoint.ts"
import { exampleInput, makeFreshContext } from "./fresh-context.ts"
import { getRun } from "./get-run.ts"
import { listEndpoints } from "./list-endpoints.ts"
import { listRuns } from "./list-runs.ts"
import { saveEndpoint } from "./save-endpoint.ts"

let fresh: Awaited<ReturnType<typeof makeFreshContext>>
let id: string
beforeEach(async () => {
	fresh = await makeFreshContext()
	const saved = await saveEndpoint(fresh.context, {
		input: { ...exampleInput, token: "text:the-token-itself" },
	})
	id = saved.ok ? saved.value.id : ""
})
afterEach(() => fresh.remove())

const watch = () => ({ signal: new AbortController().signal, onEvent: () => undefined })

it("checks with the stored settings and secrets, stores the run and sets the status", async () => {
	const checked = await checkEndpoint(fresh.context, { runId: "r1", endpointId: id, ...watch() })
	expect(checked).toMatchObject({
		ok: true,
		value: { runId: "r1", report: { schema: "countersign.report/v1" } },
	})
	expect(checked.ok && checked.value.storeFailure).toBe(undefined)
	const token = fresh.asked[0]?.settings.token
	expect(token?.kind === "pasted" && token.text.reveal()).toBe("the-token-itself")
	expect(await listEndpoints(fresh.context)).toMatchObject({ value: [{ id, status: { runId: "r1" } }] })
	expect(await listRuns(fresh.context, { endpointId: id, limit: 5 })).toMatchObject({ value: [{ id: "r1" }] })
})

it("gives a stored run back with the same report, judged anew", async () => {
	const checked = await checkEndpoint(fresh.context, { runId: "r1", endpointId: id, ...watch() })
	const stored = await getRun(fresh.context, { id: "r1" })
	expect(stored).toMatchObject({ ok: true, value: { endpointId: id } })
	expect(stored.ok && stored.value?.report).toEqual(checked.ok && checked.value.report)
	expect(await getRun(fresh.context, { id: "r2" })).toEqual({ ok: true, value: undefined })
})

it("stores the run of a target that is not stored, without an endpoint", async () => {
	const settings = {
		target: "other:1",
		mode: "auto",
		skipVerify: false,
		healthService: "",
		timeoutMs: 500,
	} as const
	await checkTarget(fresh.context, { runId: "r1", settings, ...watch() })
	const stored = await getRun(fresh.context, { id: "r1" })
	expect(stored).toMatchObject({ value: { target: "other:1" } })
	expect(stored.ok && stored.value?.endpointId).toBe(undefined)
})

it("reports a run that cannot be stored, and says why", async () => {
	// SQLite then answers every write as it does on a file system that became read-only.
	await sql`pragma query_only = on`.execute(fresh.context.store.db)
	const checked = await checkEndpoint(fresh.context, { runId: "r1", endpointId: id, ...watch() })
	expect(checked).toMatchObject({ ok: true, value: { runId: "r1", storeFailure: { kind: "read-only" } } })
})

it("says that an endpoint is gone, and checks nothing", async () => {
	await deleteEndpoint(fresh.context, { id })
	expect(await checkEndpoint(fresh.context, { runId: "r1", endpointId: id, ...watch() })).toEqual({
		ok: false,
		error: { kind: "gone" },
	})
	expect(fresh.asked).toEqual([])
})
