import { describe, expect, it } from "vitest"
import { knownEndpoint } from "./known-endpoint.tsx"

const endpoints = [
	{ id: "a", name: "billing", target: "grpcs://billing.internal:443" },
	{ id: "b", name: "lab", target: "grpcs://localhost:50218" },
	{ id: "c", name: "agent", target: "unix:///run/agent.sock" },
]

describe("the endpoint that an address means", () => {
	it.each([
		["grpcs://billing.internal:443", "a"],
		["Billing.Internal:443", "a"],
		["dns:///billing.internal:443", "a"],
		["127.0.0.1:50218", "b"],
		["[::1]:50218", "b"],
		["unix:/run/agent.sock", "c"],
	])("finds for %s the stored %s", (target, id) => {
		expect(knownEndpoint(target, endpoints)?.id).toBe(id)
	})

	it.each(["billing.internal:444", "billing:443", "not a target"])("finds none for %s", (target) => {
		expect(knownEndpoint(target, endpoints)).toBeUndefined()
	})
})
