import { generateKeyPairSync } from "node:crypto"
import { afterEach, beforeEach, expect, it } from "vitest"
import { Secret } from "#base/secret"
import { addEndpoint } from "#store/endpoints"
import { exampleNewRun, exampleRun } from "#store/run-example"
import { storeRun } from "#store/runs"
import { exportIncident } from "./export-incident.ts"
import { makeFreshContext } from "./fresh-context.ts"
import { getRun } from "./get-run.ts"
import { saveNote } from "./save-note.ts"

const at = Date.UTC(2026, 10, 22, 12)
const hourMs = 3_600_000
const key = generateKeyPairSync("ec", { namedCurve: "P-256" })
	.privateKey.export({ type: "pkcs8", format: "pem" })
	.toString()
const secrets = [key.split("\n")[1] ?? "no key was made", "open-sesame-passphrase", "bearer-nobody-may-see"]

let fresh: Awaited<ReturnType<typeof makeFreshContext>>
beforeEach(async () => {
	fresh = await makeFreshContext(at)
	await addEndpoint(
		fresh.context.store,
		{
			id: "e1",
			name: "billing",
			labels: [],
			fromLab: false,
			settings: {
				target: "grpcs://localhost:9091",
				mode: "mtls",
				key: { kind: "pasted", pem: new Secret(key), passphrase: new Secret("open-sesame-passphrase") },
				token: { kind: "pasted", text: new Secret("bearer-nobody-may-see") },
				skipVerify: false,
				healthService: "",
				timeoutMs: 5_000,
			},
		},
		{ actor: "test", at },
	)
})
afterEach(() => fresh.remove())

const store = (id: string, startedAt: number, endpointId?: string) =>
	storeRun(fresh.context.store, exampleNewRun(id, exampleRun(startedAt), endpointId))

it("joins the run, the day before it and the team's notes, and holds no secret of the settings", async () => {
	await store("now", at, "e1")
	await store("an-hour-ago", at - hourMs, "e1")
	await store("two-days-ago", at - 48 * hourMs, "e1")
	await store("later", at + hourMs, "e1")
	await store("of-nobody", at - hourMs / 2)
	const run = await getRun(fresh.context, { id: "now" })
	const rule = (run.ok && run.value?.report.findings[0]?.rule) || "nothing was found"
	await saveNote(fresh.context, { subject: { kind: "rule", id: rule }, text: "*of the rule*", version: 0 })
	await saveNote(fresh.context, { subject: { kind: "endpoint", id: "e1" }, text: "*of us*", version: 0 })
	const exported = await exportIncident(fresh.context, { runId: "now" })
	const text = (exported.ok && exported.value?.markdown) || ""
	expect(text).toContain("# Incident: billing")
	expect(text).toContain("- 2026-11-22T11:00:00.000Z: ")
	for (const other of ["2026-11-20", "T13:00", "T11:30"]) expect(text).not.toContain(other)
	expect(text).toContain("> *of us*")
	expect(text).toContain("> *of the rule*")
	expect(secrets.filter((secret) => JSON.stringify(exported).includes(secret))).toEqual([])
})

it("finds what was tried for a target that is not stored, by its address", async () => {
	await store("now", at)
	await store("an-hour-ago", at - hourMs)
	await store("of-an-endpoint", at - hourMs / 2, "e1")
	const exported = await exportIncident(fresh.context, { runId: "now" })
	const text = (exported.ok && exported.value?.markdown) || ""
	expect(text).toContain("# Incident: grpcs://localhost:9091")
	expect(text).toContain("- 2026-11-22T11:00:00.000Z: ")
	expect(text).not.toContain("T11:30")
})

it("says when there is no such run", async () => {
	expect(await exportIncident(fresh.context, { runId: "none" })).toEqual({ ok: true, value: undefined })
})
