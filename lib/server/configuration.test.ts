import { describe, expect, it } from "vitest"
import { checkAccess, fileRootsOf, isLoopbackHost, readConfiguration } from "./configuration.ts"

const token = "0123456789abcdef"

describe("readConfiguration", () => {
	it("listens on loopback and keeps its data below the current folder when nothing is said", () => {
		expect(readConfiguration({}, "/work")).toEqual({
			ok: true,
			value: {
				dataFolder: "/work/data",
				host: "127.0.0.1",
				port: 3000,
				isLoopback: true,
				allowedHosts: ["localhost", "127.0.0.1", "[::1]", "127.0.0.1"],
				allowsAddresses: false,
			},
		})
	})

	it("never shows the access token or the database's password", () => {
		const env = {
			COUNTERSIGN_ACCESS_TOKEN: token,
			DATABASE_URL: "postgres://a:hidden@b/c",
			HOSTNAME: "0.0.0.0",
		}
		const read = readConfiguration(env, "/work")
		expect(read).toMatchObject({ ok: true, value: { isLoopback: false, allowsAddresses: true } })
		expect(JSON.stringify(read)).not.toMatch(/0123456789|hidden/)
	})

	it("answers to the names that are listed", () => {
		const env = { COUNTERSIGN_ALLOWED_HOSTS: " Signs.example , other.example", COUNTERSIGN_DATA: "/var/cs" }
		expect(readConfiguration(env, "/work")).toMatchObject({
			value: {
				dataFolder: "/var/cs",
				allowedHosts: expect.arrayContaining(["signs.example", "other.example"]),
			},
		})
	})

	it.each(["0.0.0.0", "::", "192.0.2.7", "box.example"])("refuses %s without an access token", (host) => {
		expect(readConfiguration({ HOSTNAME: host }, "/work")).toMatchObject({ ok: false })
		expect(readConfiguration({ HOSTNAME: host, COUNTERSIGN_ACCESS_TOKEN: token }, "/work")).toMatchObject({
			ok: true,
		})
	})

	it.each(["70000", "-1", "x", "1.5"])("refuses port %s", (port) => {
		expect(readConfiguration({ PORT: port }, "/work")).toMatchObject({ ok: false })
	})

	it("refuses a token that can be guessed", () => {
		expect(checkAccess("127.0.0.1", "short")).toMatchObject({ text: expect.stringContaining("16") })
	})
})

describe("fileRootsOf", () => {
	it.each([
		["reads anywhere on loopback", true, undefined, undefined],
		["reads below the named folders on loopback", true, ["/etc/tls"], ["/etc/tls"]],
		["reads only below the data folder beyond loopback", false, undefined, ["/var/cs"]],
		["reads below the named folders beyond loopback", false, ["/etc/tls"], ["/etc/tls"]],
	])("%s", (_, isLoopback, named, expected) => {
		expect(fileRootsOf({ isLoopback, dataFolder: "/var/cs" }, named)).toEqual(expected)
	})
})

describe("isLoopbackHost", () => {
	it.each([
		["localhost", true],
		["127.0.0.1", true],
		["127.255.0.9", true],
		["::1", true],
		["[::1]", true],
		["0.0.0.0", false],
		["127.0.0.1.evil.example", false],
		["localhost.evil.example", false],
	])("%s: %s", (host, expected) => {
		expect(isLoopbackHost(host)).toBe(expected)
	})
})
