import { existsSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { labScenarios } from "./scenarios.ts"
import { callAs } from "./testing/call.ts"
import { startTestLab } from "./testing/test-lab.ts"

const { folder, scenarios, settingsOf, close } = await startTestLab()
afterAll(close)

const serving = Buffer.from([0x08, 1])

describe("what the manifest says", () => {
	it("lists every scenario in its order, and on disk the same, readable by its owner alone", () => {
		const path = join(folder, "lab.json")
		expect(scenarios.map(({ id }) => id)).toEqual(labScenarios.map(({ id }) => id))
		expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(scenarios)
		expect([statSync(folder), statSync(path)].map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o600])
	})

	it("names loopback and names reserved for tests, nothing else", () => {
		const elsewhere = scenarios.filter(
			({ target }) =>
				!/^(grpcs?:\/\/(localhost|127\.0\.0\.1|nobody\.invalid):\d+|ipv4:(127\.0\.0\.1:\d+,?)+$|unix:\/)/.test(
					target,
				),
		)
		expect(elsewhere).toEqual([])
	})

	it("names files that exist, keys readable by their owner alone", () => {
		const named = scenarios.filter(({ id }) => id !== "missing-file").map(({ settings }) => settings)
		const files = named
			.flatMap(({ ca, certificate, key }) => [ca, certificate, key])
			.filter((path) => path !== "")
		expect(files.filter((path) => !existsSync(path))).toEqual([])
		const keys = named.map(({ key }) => key).filter((path) => path !== "")
		expect(keys.filter((path) => (statSync(path).mode & 0o777) !== 0o600)).toEqual([])
		expect(existsSync(settingsOf("missing-file").ca)).toBe(false)
	})
})

it.each([
	"plaintext",
	"tls",
	"tls-private-ca",
	"mtls-tls12",
	"mtls-tls13",
	"mtls-optional",
	"external-rotating",
	"external-stale",
	"spiffe",
	"spiffe-other-trust-domain",
	"no-alpn",
	"tls12-only",
	"tls13-only",
	"token-accepted",
	"token-over-plaintext",
	"unix-plaintext",
	"unix-mtls",
])("%s serves a plain gRPC client that has its settings", async (id) => {
	expect(await callAs(settingsOf(id))).toEqual({ code: 0, details: "", answer: serving })
})

it.each([
	["health-not-serving", 0, Buffer.from([0x08, 2])],
	["token-required", 16, Buffer.alloc(0)],
	["permission-denied", 7, Buffer.alloc(0)],
])("%s lets the call through and answers with status %i", async (id, code, answer) => {
	expect(await callAs(settingsOf(id))).toMatchObject({ code, answer })
})

it("knows its health services, and echoes", async () => {
	const settings = settingsOf("tls-private-ca")
	const check = "/grpc.health.v1.Health/Check"
	expect(await callAs(settings, check, Buffer.from("\n\x17countersign.lab.v1.Echo"))).toMatchObject({
		code: 0,
	})
	expect(await callAs(settings, check, Buffer.from("\n\x05other"))).toMatchObject({ code: 5 })
	const echoed = await callAs(settings, "/countersign.lab.v1.Echo/Echo", Buffer.from("\n\x02hi"))
	expect(echoed).toEqual({ code: 0, details: "", answer: Buffer.from("\n\x02hi") })
	expect(await callAs(settings, "/nobody.Knows/This")).toMatchObject({ code: 12 })
})

describe("settings that are wrong on purpose", () => {
	it("key-mismatch has a key of another certificate", () => {
		const { certificate, key } = settingsOf("key-mismatch")
		const own = settingsOf("mtls-tls13")
		expect(certificate).toBe(own.certificate)
		expect(readFileSync(key, "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----/)
		expect(readFileSync(key, "utf8")).not.toBe(readFileSync(own.key, "utf8"))
	})

	it("partial-config has a certificate and no key", () => {
		const { certificate, key } = settingsOf("partial-config")
		expect([certificate === "", key]).toEqual([false, ""])
	})

	it("bad-pem has a CA file without PEM", () => {
		expect(readFileSync(settingsOf("bad-pem").ca, "utf8")).not.toContain("BEGIN")
	})
})
