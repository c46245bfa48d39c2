import { describe, expect, it } from "vitest"
import { isAllowedHost, judgeAction, judgeHost, type RequestSigns } from "./judge-request.ts"

const rules = { allowedHosts: ["localhost", "127.0.0.1", "[::1]"], allowsAddresses: false }

const own: RequestSigns = {
	host: "127.0.0.1:3000",
	forwardedHost: null,
	origin: "http://127.0.0.1:3000",
	fetchSite: "same-origin",
}

describe("judgeAction", () => {
	it.each<[string, Partial<RequestSigns>]>([
		["a page of this dashboard", {}],
		["a browser that says nothing about sites", { fetchSite: null }],
		["the name of this machine", { host: "localhost:3000", origin: "http://localhost:3000" }],
		["IPv6 loopback", { host: "[::1]:3000", origin: "http://[::1]:3000" }],
		["Next's own forwarded host", { forwardedHost: "127.0.0.1:3000" }],
		["the default port", { host: "localhost:80", origin: "http://localhost" }],
	])("lets %s in", (_who, signs) => {
		expect(judgeAction({ ...own, ...signs }, rules)).toEqual({ kind: "allowed" })
	})

	it.each<[string, Partial<RequestSigns>]>([
		["a request without Origin", { origin: null }],
		["Origin null", { origin: "null" }],
		["another site", { origin: "https://evil.example" }],
		["another name of this machine", { origin: "http://localhost:3000" }],
		["another port of this machine", { origin: "http://127.0.0.1:3001" }],
		["a rebound name", { host: "evil.example:3000", origin: "http://evil.example:3000" }],
		["a forged forwarded host", { forwardedHost: "evil.example", origin: "http://evil.example" }],
		["no Host", { host: null }],
		["what the browser calls cross-site", { fetchSite: "cross-site" }],
		["what the browser calls same-site", { fetchSite: "same-site" }],
		["an Origin that is no web page", { origin: "file://127.0.0.1:3000" }],
	])("keeps %s out", (_who, signs) => {
		expect(judgeAction({ ...own, ...signs }, rules)).toMatchObject({ kind: "refused" })
	})
})

describe("judgeHost", () => {
	it("does not ask a page that is opened where it was linked from", () => {
		expect(judgeHost({ ...own, origin: null, fetchSite: "cross-site" }, rules)).toEqual({ kind: "allowed" })
	})
})

describe("isAllowedHost", () => {
	it.each([
		["LOCALHOST:3000", true],
		["[::1]", true],
		["localhost.", false],
		["localhost:3000@evil.example", false],
		["evil.example#localhost", false],
		["127.0.0.1.evil.example:3000", false],
		["192.0.2.7:3000", false],
		["", false],
	])("%s: %s", (host, expected) => {
		expect(isAllowedHost(host, rules)).toBe(expected)
	})

	it("takes address literals, but still no names, where the server listens on every address", () => {
		const open = { ...rules, allowsAddresses: true }
		expect(isAllowedHost("192.0.2.7:3000", open)).toBe(true)
		expect(isAllowedHost("[2001:db8::1]:3000", open)).toBe(true)
		expect(isAllowedHost("evil.example:3000", open)).toBe(false)
	})
})
