import { describe, expect, test } from "vitest"
import { toBase64 } from "#base/bytes"
import { parseBundleMap, parseDerBundle, parseJwksBundle } from "./bundle.ts"

const a = Uint8Array.of(0x30, 3, 2, 1, 5)
const long = Uint8Array.of(0x30, 0x81, 0x80, ...new Array<number>(0x80).fill(7))
const key = { kty: "EC", use: "x509-svid", x5c: [toBase64(a)] }

describe("parseDerBundle", () => {
	test("splits certificates that follow each other", () => {
		expect(parseDerBundle(Uint8Array.from([...a, ...long, ...a]))).toEqual({ ok: true, value: [a, long, a] })
	})

	test.each([1, 4, 6, 7, 9, 135])("reports a bundle that is cut at byte %d", (length) => {
		const whole = Uint8Array.from([...a, ...long])
		expect(parseDerBundle(whole.subarray(0, length))).toMatchObject({ ok: false, error: { kind: "der" } })
	})

	test("reads at most 1,000 certificates", () => {
		const many = new Uint8Array(5 * 1001)
		for (let index = 0; index < 1001; index += 1) many.set(a, index * 5)
		expect(parseDerBundle(many)).toMatchObject({
			ok: false,
			error: { text: expect.stringContaining("1000") },
		})
	})
})

describe("parseJwksBundle", () => {
	test("keeps x509-svid keys, and of jwt-svid keys the public part, and passes over the others", () => {
		const jwt = { use: "jwt-svid", kid: "k", kty: "EC", crv: "P-256", x: "AA", y: "AA" }
		const text = JSON.stringify({
			keys: [key, { use: "jwt-svid" }, { use: "odd" }, { ...jwt, d: "secret", x5c: [] }],
			spiffe_sequence: 3,
			spiffe_refresh_hint: 60,
		})
		expect(parseJwksBundle(text)).toEqual({
			ok: true,
			value: {
				authorities: [a],
				jwtKeys: [jwt],
				sequence: 3,
				refreshHintSeconds: 60,
				notes: ["Key 2 has an unknown use and is ignored."],
			},
		})
	})

	test("reads an empty list as everything revoked", () => {
		const parsed = parseJwksBundle('{"keys":[]}')
		expect(parsed).toMatchObject({
			ok: true,
			value: { authorities: [], notes: [expect.stringContaining("revoked")] },
		})
	})

	test.each([
		["{", "json"],
		["[]", "shape"],
		['{"keys":{}}', "shape"],
		['{"keys":[{"use":"x509-svid"}]}', "x5c"],
		['{"keys":[{"use":"x509-svid","x5c":["AA==","AA=="]}]}', "x5c"],
		['{"keys":[{"use":"x509-svid","x5c":["A-_="]}]}', "x5c"],
	])("refuses %s", (text, kind) => {
		expect(parseJwksBundle(text)).toMatchObject({ ok: false, error: { kind } })
	})
})

describe("parseBundleMap", () => {
	test("gives a bundle for each trust domain", () => {
		const parsed = parseBundleMap(
			JSON.stringify({ trust_domains: { "a.test": { keys: [key] }, "b.test": { keys: [] } } }),
		)
		expect(parsed.ok && [...parsed.value]).toEqual([
			["a.test", [a]],
			["b.test", []],
		])
	})

	test.each([
		["{}", "shape"],
		['{"trust_domains":{"A B":{"keys":[]}}}', "trust-domain"],
	])("refuses %s", (text, kind) => {
		expect(parseBundleMap(text)).toMatchObject({ ok: false, error: { kind } })
	})
})
