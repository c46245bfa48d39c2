import { describe, expect, it } from "vitest"
import { Secret } from "#base/secret"
import { judgeAccess, renderArrival, setAccessCookie } from "./access.ts"

const secret = new Secret("0123456789abcdef")

describe("judgeAccess", () => {
	it("lets everybody in where no token is asked for", async () => {
		expect(await judgeAccess({ token: null, cookie: undefined }, undefined)).toEqual({ kind: "allowed" })
	})

	it("exchanges the token for a cookie that does not contain it, and takes that cookie from then on", async () => {
		const exchanged = await judgeAccess({ token: "0123456789abcdef", cookie: undefined }, secret)
		expect(exchanged).toMatchObject({ kind: "exchange", cookie: expect.stringMatching(/^[0-9a-f]{64}$/) })
		const cookie = exchanged.kind === "exchange" ? exchanged.cookie : ""
		expect(await judgeAccess({ token: null, cookie }, secret)).toEqual({ kind: "allowed" })
		expect(await judgeAccess({ token: null, cookie }, new Secret("another token now"))).toEqual({
			kind: "refused",
		})
	})

	it.each([
		["nothing", { token: null, cookie: undefined }],
		["a wrong token", { token: "0123456789abcdee", cookie: undefined }],
		["the token itself as cookie", { token: null, cookie: "0123456789abcdef" }],
	])("keeps out who brings %s", async (_what, signs) => {
		expect(await judgeAccess(signs, secret)).toEqual({ kind: "refused" })
	})
})

describe("setAccessCookie", () => {
	it("is for this site alone, and not for scripts", () => {
		expect(setAccessCookie("abc")).toMatch(/^countersign-access=abc; Path=\/; HttpOnly; SameSite=Strict; /)
	})
})

describe("renderArrival", () => {
	it.each([
		"/runs/1?tab=chain&x=1",
		'/"><script>alert(1)</script>',
		"//evil.example/",
		"/a;url=//evil.example",
	])("goes on to a place of ours and runs nothing: %s", (path) => {
		const page = renderArrival(path)
		expect(page).not.toContain("<script")
		expect(page).toMatch(/content="0;url=\/(?!\/)[^"]*"/)
	})
})
