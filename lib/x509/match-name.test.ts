import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { describeCertificate } from "./describe.ts"
import { matchServerName } from "./match-name.ts"
import { parsePemCertificates } from "./pem-certificates.ts"

const none = { dns: [], ip: [], uri: [], email: [] }

describe("matchServerName", () => {
	test.each([
		["api.example.test", ["api.example.test"], true],
		["API.Example.TEST", ["api.example.test"], true],
		["api.example.test.", ["api.example.test"], true],
		["api.example.test", ["*.example.test"], true],
		["example.test", ["*.example.test"], false],
		["a.b.example.test", ["*.example.test"], false],
		["api.example.test", ["a*.example.test"], false],
		["api.example.test", ["api.*.test"], false],
		["test", ["*"], false],
		["api.example.test", ["*.*.test"], false],
		["api.example.test", ["api.example.test\u0000.evil.test"], false],
		["", [""], false],
		["192.0.2.1", ["192.0.2.1"], false],
	])("compares %s with %j as Go does: %s", (wanted, dns, isMatch) => {
		expect(matchServerName({ wanted, description: { sans: { ...none, dns } } }).isMatch).toBe(isMatch)
	})

	test.each([
		["192.0.2.1", ["192.0.2.1"], true],
		["[2001:DB8:0::1]", ["2001:db8::1"], true],
		["192.0.2.2", ["192.0.2.1"], false],
	])("matches the address %s against %j: %s", (wanted, ip, isMatch) => {
		expect(matchServerName({ wanted, description: { sans: { ...none, ip } } }).isMatch).toBe(isMatch)
	})

	test.each([
		["other.test", { ...none, dns: ["a.test"] }, "a.test", "hostname-mismatch"],
		["127.0.0.1", { ...none, dns: ["localhost"] }, undefined, "ip-san-missing"],
		["a.test", none, "a.test", "cn-only-no-san"],
		["a.test", { ...none, uri: ["spiffe://td/a"] }, "a.test", "uri-san-only"],
		["a.test", none, undefined, "hostname-mismatch"],
	])("says why %s does not match %j: rule %4$s", (wanted, sans, commonName, rule) => {
		const description = { sans, ...(commonName === undefined ? {} : { commonName }) }
		expect(matchServerName({ wanted, description })).toMatchObject({ isMatch: false, rule })
	})

	test.each([
		[["a.test"], "The certificate is for a.test. That is not c.test."],
		[["a.test", "b.test"], "The certificate is for a.test, b.test. None of them is c.test."],
		[[], "It has no subject alternative name. So it is not for c.test."],
	])("counts the names %j in what it says", (dns, text) => {
		const description = { sans: { ...none, dns } }
		expect(matchServerName({ wanted: "c.test", description })).toMatchObject({ text })
	})
})

interface HostnameCase {
	readonly host: string
	readonly cert: string
	readonly local: { readonly "go1.19.8": readonly [boolean, string] }
}

const suite = "../shared/suites/hostname/hostname-vectors.json"

test.skipIf(!existsSync(suite))(
	"agrees with Go on every host name vector (skipped: ../shared is absent)",
	async () => {
		const { cases }: { cases: HostnameCase[] } = JSON.parse(readFileSync(suite, "utf8"))
		const wrong: string[] = []
		for (const { host, cert, local } of cases) {
			const ders = parsePemCertificates(cert)
			const observed = await describeCertificate(
				ders.ok ? (ders.value[0] ?? new Uint8Array()) : new Uint8Array(),
			)
			const description = observed.kind === "certificate" ? observed.description : { sans: none }
			if (matchServerName({ wanted: host, description }).isMatch !== local["go1.19.8"][0]) wrong.push(host)
		}
		expect(wrong).toEqual([])
		expect(cases.length).toBeGreaterThan(60)
	},
)
