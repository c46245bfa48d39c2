import { describe, expect, test } from "vitest"
import { parseEndpointSocket } from "./endpoint-socket.ts"
import { parseSpiffeId, pathOf, type SpiffeId, trustDomainOf } from "./id.ts"
import { matchAny, matchId, matchMemberOf, matchOneOf } from "./matcher.ts"
import { parseTrustDomain } from "./trust-domain.ts"

function id(text: string): SpiffeId {
	const parsed = parseSpiffeId(text)
	if (!parsed.ok) throw new Error(parsed.error.text)
	return parsed.value
}

describe("parseSpiffeId", () => {
	test.each([
		["spiffe://example.org", "example.org", ""],
		["spiffe://example.org/ns/prod/sa/API_1.x", "example.org", "/ns/prod/sa/API_1.x"],
		["spiffe://1_2-3.4/...", "1_2-3.4", "/..."],
	])("takes %s apart", (text, trustDomain, path) => {
		expect([trustDomainOf(id(text)), pathOf(id(text))]).toEqual([trustDomain, path])
	})

	test.each([
		["", "empty"],
		["example.org/a", "scheme"],
		["http://example.org/a", "scheme"],
		["SPIFFE://example.org/a", "scheme"],
		["spiffe:/example.org", "scheme"],
		["spiffe://", "trust-domain-missing"],
		["spiffe:///a", "trust-domain-missing"],
		["spiffe://Example.org/a", "trust-domain-characters"],
		["spiffe://exämple.org/a", "trust-domain-characters"],
		["spiffe://user@example.org/a", "user-info"],
		["spiffe://example.org:80/a", "port"],
		["spiffe://ex%61mple.org/a", "percent-encoding"],
		[`spiffe://${"a".repeat(256)}/a`, "trust-domain-length"],
		["spiffe://example.org/", "trailing-slash"],
		["spiffe://example.org/a/", "trailing-slash"],
		["spiffe://example.org//a", "empty-segment"],
		["spiffe://example.org/./a", "dot-segment"],
		["spiffe://example.org/a/..", "dot-segment"],
		["spiffe://example.org/%61", "percent-encoding"],
		["spiffe://example.org/a b", "path-characters"],
		["spiffe://example.org/a?x", "query"],
		["spiffe://example.org/a#x", "fragment"],
		[`spiffe://example.org/${"a".repeat(2048)}`, "too-long"],
	])("refuses %s by rule %s", (text, rule) => {
		const parsed = parseSpiffeId(text)
		expect(parsed).toMatchObject({ ok: false, error: { rule, text: expect.stringMatching(/\.$/) } })
	})

	test("allows exactly the standard's characters in a path, of all 256 byte values", () => {
		const allowed = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter(
			(character) => parseSpiffeId(`spiffe://td/a${character}b`).ok,
		)
		expect(allowed.join("")).toBe("-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
	})
})

describe("parseTrustDomain", () => {
	test.each(["example.org", "spiffe://example.org"])("reads %s", (text) => {
		expect(parseTrustDomain(text)).toEqual({ ok: true, value: "example.org" })
	})

	test.each(["", "spiffe://example.org/a", "https://example.org", "Example.org", "a:1"])(
		"refuses %j",
		(text) => {
			expect(parseTrustDomain(text).ok).toBe(false)
		},
	)
})

describe("matchers", () => {
	const peer = id("spiffe://a.test/api")
	const trustDomain = parseTrustDomain("b.test")

	test("accept what they were made for", () => {
		const accepted = [
			matchAny,
			matchId(peer),
			matchOneOf([id("spiffe://x/y"), peer]),
			matchMemberOf(trustDomainOf(peer)),
		]
		expect(accepted.map((matcher) => matcher(peer))).toEqual(accepted.map(() => ({ ok: true, value: peer })))
	})

	test.each([
		[matchId(id("spiffe://b.test/api")), "trust domain b.test"],
		[matchId(id("spiffe://a.test/API")), "upper and lower case"],
		[matchOneOf([]), "no ID at all"],
		[trustDomain.ok ? matchMemberOf(trustDomain.value) : matchAny, "expected trust domain b.test"],
	])("say why not (%#)", (matcher, words) => {
		expect(matcher(peer)).toMatchObject({ ok: false, error: { text: expect.stringContaining(words) } })
	})
})

describe("parseEndpointSocket", () => {
	test.each([
		["unix:///run/agent.sock", { kind: "unix", path: "/run/agent.sock" }],
		[
			"unix:/run/agent.sock",
			{ kind: "unix", path: "/run/agent.sock", note: expect.stringContaining("accepted") },
		],
		["tcp://127.0.0.1:8000", { kind: "tcp", host: "127.0.0.1", port: 8000 }],
		["tcp://[::1]:8000", { kind: "tcp", host: "::1", port: 8000 }],
	])("reads %s", (text, value) => {
		expect(parseEndpointSocket(text)).toEqual({ ok: true, value })
	})

	test.each([
		["", "unix:///"],
		["/run/agent.sock", "unix:///run/agent.sock"],
		["agent.sock", "unix:///"],
		["unix:agent.sock", "unix:///"],
		["unix://run/agent.sock", "unix:///run/agent.sock"],
		["unix:///", "unix:///"],
		["unix:///a?x=1", "unix:///"],
		[`unix:///${"a".repeat(120)}`, "shorter"],
		["tcp://localhost:80", "tcp://127.0.0.1"],
		["tcp://127.0.0.1", "tcp://127.0.0.1"],
		["tcp://127.0.0.1:80/x", "tcp://127.0.0.1"],
		["tcp://127.0.0.1:0", "tcp://127.0.0.1"],
		["http://127.0.0.1:80", "unix:///"],
	])("refuses %s with a hint", (text, hint) => {
		expect(parseEndpointSocket(text)).toMatchObject({
			ok: false,
			error: { hint: expect.stringContaining(hint) },
		})
	})
})
