import { describe, expect, it } from "vitest"
import { bringsMaterial, checkInput, readCheckAddress } from "./check-form-values.tsx"

describe("readCheckAddress", () => {
	it("fills in what the address names", () => {
		const read = readCheckAddress({ target: "grpcs://billing:443", mode: "mtls", ca: "/etc/ca.pem" })
		expect(read).toMatchObject({ target: "grpcs://billing:443", mode: "mtls", ca: "/etc/ca.pem", key: "" })
	})

	it.each([
		["an unknown mode", { mode: "quantum" }, "mode", "auto"],
		["a repeated value", { target: ["a:1", "b:2"] }, "target", ""],
		["an overlong value", { target: "a".repeat(3_000) }, "target", ""],
		["a pasted key", { key: "-----BEGIN PRIVATE KEY-----" }, "key", ""],
		["verification switched off by anything but true", { skipVerify: "1" }, "skipVerify", false],
	])("leaves out %s", (_name, params, field, value) => {
		expect(readCheckAddress(params)).toHaveProperty(field, value)
	})
})

describe("checkInput", () => {
	it("names an unsaved endpoint after its target", () => {
		const input = checkInput(readCheckAddress({ target: " grpcs://billing:443 " }))
		expect(input).toMatchObject({ name: "grpcs://billing:443", timeoutMs: 5_000 })
	})
})

describe("bringsMaterial", () => {
	it("is about everything but target and mode", () => {
		expect(bringsMaterial(readCheckAddress({ target: "a:1", mode: "tls" }))).toBe(false)
		expect(bringsMaterial(readCheckAddress({ target: "a:1", ca: "/ca.pem" }))).toBe(true)
		expect(bringsMaterial(readCheckAddress({ skipVerify: "true" }))).toBe(true)
	})
})
