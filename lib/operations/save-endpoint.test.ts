import { generateKeyPairSync } from "node:crypto"
import { afterEach, beforeEach, expect, it } from "vitest"
import { loadEndpoint } from "#store/endpoints"
import { deleteEndpoint } from "./delete-endpoint.ts"
import { exampleInput, makeFreshContext } from "./fresh-context.ts"
import { getEndpoint } from "./get-endpoint.ts"
import { listEndpoints } from "./list-endpoints.ts"
import { saveEndpoint } from "./save-endpoint.ts"

let fresh: Awaited<ReturnType<typeof makeFreshContext>>
beforeEach(async () => {
	fresh = await makeFreshContext()
})
afterEach(() => fresh.remove())

const idOf = (saved: Awaited<ReturnType<typeof saveEndpoint>>) => (saved.ok ? saved.value.id : "")

it("stores what was typed and gives it back", async () => {
	const id = idOf(await saveEndpoint(fresh.context, { input: exampleInput }))
	expect(await getEndpoint(fresh.context, { id })).toMatchObject({
		ok: true,
		value: {
			name: "billing",
			labels: ["prod", "eu"],
			version: 1,
			fromLab: false,
			settings: { mode: "auto" },
		},
	})
	expect(await listEndpoints(fresh.context)).toMatchObject({ ok: true, value: [{ id, name: "billing" }] })
})

it.each([
	["a target that is none", { target: "grpcs://:0" }, "target"],
	["a CA file that is not there", { ca: "/nowhere/ca.pem" }, "ca"],
	["what is no input at all", { target: 7 }, "target"],
])("refuses %s, names the field and stores nothing", async (_what, typed, field) => {
	const saved = await saveEndpoint(fresh.context, { input: { ...exampleInput, ...typed } })
	expect(saved).toMatchObject({ ok: false, error: { kind: "problems" } })
	const problems = !saved.ok && saved.error.kind === "problems" ? saved.error.problems : []
	expect(problems.map((problem) => problem.field)).toContain(field)
	expect(await listEndpoints(fresh.context)).toEqual({ ok: true, value: [] })
})

it("keeps a stored token that the form did not send, and forgets one that it dropped", async () => {
	const id = idOf(
		await saveEndpoint(fresh.context, { input: { ...exampleInput, token: "text:the-token-itself" } }),
	)
	const tokenNow = async () => {
		const loaded = await loadEndpoint(fresh.context.store, id)
		const token = loaded.ok ? loaded.value?.settings.token : undefined
		return token?.kind === "pasted" ? token.text.reveal() : undefined
	}
	expect(await tokenNow()).toBe("the-token-itself")
	const kept = { input: { ...exampleInput, keepToken: true }, existing: { id, version: 1 } }
	expect(await saveEndpoint(fresh.context, kept)).toMatchObject({ ok: true })
	expect(await tokenNow()).toBe("the-token-itself")
	await saveEndpoint(fresh.context, { input: exampleInput, existing: { id, version: 2 } })
	expect(await tokenNow()).toBeUndefined()
})

it("never repeats key material in what is wrong with it", async () => {
	const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
	const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString()
	const body = pem.split("\n")[1] ?? "no key was made"
	const input = { ...exampleInput, mode: "mtls", certificate: pem, key: pem }
	const saved = await saveEndpoint(fresh.context, { input })
	expect(saved).toMatchObject({ ok: false, error: { kind: "problems" } })
	expect(JSON.stringify(saved)).not.toContain(body)
})

it("says when somebody saved another version, or deleted the endpoint", async () => {
	const id = idOf(await saveEndpoint(fresh.context, { input: exampleInput }))
	const existing = { id, version: 1 }
	expect(await saveEndpoint(fresh.context, { input: exampleInput, existing })).toMatchObject({ ok: true })
	expect(await saveEndpoint(fresh.context, { input: exampleInput, existing })).toEqual({
		ok: false,
		error: { kind: "stale" },
	})
	expect(await deleteEndpoint(fresh.context, { id })).toEqual({ ok: true, value: undefined })
	expect(await deleteEndpoint(fresh.context, { id })).toEqual({ ok: false, error: { kind: "gone" } })
	expect(await saveEndpoint(fresh.context, { input: exampleInput, existing })).toEqual({
		ok: false,
		error: { kind: "gone" },
	})
})
