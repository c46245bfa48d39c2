import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { connectCodes, readConnectError } from "./error.ts"

const bytes = (value: string) => new TextEncoder().encode(value)

describe("errors of Connect", () => {
	it.each(connectCodes)("reads %s", (code) => {
		expect(readConnectError(bytes(JSON.stringify({ code, message: "no", details: [] })))).toEqual({
			code,
			message: "no",
		})
	})

	it("needs no message", () => {
		expect(readConnectError(bytes('{"code":"internal"}'))).toEqual({ code: "internal", message: "" })
	})

	it.each([
		["a gateway that numbers its codes", '{"code":5,"message":"not found","details":[]}'],
		["the error of another API", '{"error":"not_found"}'],
		["a code that Connect does not have", '{"code":"ok"}'],
		["a list", '["internal"]'],
		["null", "null"],
		["half of an error", '{"code":"inter'],
		["a page", "<html>"],
		["nothing", ""],
	])("is not taken in by %s", (_, body) => {
		expect(readConnectError(bytes(body))).toBeUndefined()
	})

	it("cuts and cleans what is shown", () => {
		const error = readConnectError(
			bytes(JSON.stringify({ code: "unknown", message: `\u001b[31m${"x".repeat(900)}` })),
		)
		expect(error?.message).toHaveLength(512)
		expect(error?.message).toMatch(/^\.\[31mx+$/)
	})

	it("takes any bytes and never throws", () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (any) => void readConnectError(any)))
	})
})
