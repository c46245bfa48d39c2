import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import fc from "fast-check"
import { beforeAll, describe, expect, it } from "vitest"
import {
	type CertificateRecipe,
	keyUsageBit,
	type MadeCertificate,
	makeAuthority,
	makeCertificate,
	rawExtension,
	usage,
} from "../testing/make-certificate.ts"
import { chainRules } from "./chain-rules.ts"
import { type LintOptions, lintCertificates } from "./lint-certificates.ts"
import { lintRules } from "./lint-rules.ts"
import {
	duplicateExtension,
	requestRules,
	requestSignatureInvalid,
	unreadableCertificate,
} from "./request-rules.ts"

const at = Date.parse("2030-02-01T00:00:00Z")
const rsa = (bits: number) => ({
	name: "RSASSA-PKCS1-v1_5",
	hash: "SHA-256",
	modulusLength: bits,
	publicExponent: new Uint8Array([1, 0, 1]),
})
let ca: MadeCertificate
let good: CertificateRecipe

beforeAll(async () => {
	ca = await makeAuthority({ subject: "CN=Root", serial: "1001", notAfter: new Date("2035-01-01T00:00:00Z") })
	good = {
		subject: "CN=server",
		issuer: ca,
		names: [{ type: "dns", value: "server.example.com" }],
		keyUsage: keyUsageBit.digitalSignature,
		isKeyUsageCritical: true,
		eku: [usage.server, usage.client],
		withKeyIds: true,
		serial: "1002",
		notAfter: new Date("2030-03-31T00:00:00Z"),
	}
})

const ders = (list: readonly MadeCertificate[]) => list.map(({ der }) => der)
const rulesOf = (list: readonly Uint8Array[], options: Partial<LintOptions> = {}) =>
	lintCertificates(list, { at, ...options }).map(({ rule }) => rule)

/** One lint, what to change in a good leaf so that it fires, and how the leaf is used. */
interface Case {
	readonly rule: string
	readonly change: Partial<CertificateRecipe>
	readonly options?: Partial<LintOptions>
}

const cases: readonly Case[] = [
	{ rule: "certificate-expired", change: {}, options: { at: Date.parse("2031-01-01T00:00:00Z") } },
	{ rule: "certificate-not-yet-valid", change: {}, options: { at: Date.parse("2029-01-01T00:00:00Z") } },
	{ rule: "certificate-expires-soon", change: {}, options: { at: Date.parse("2030-03-30T00:00:00Z") } },
	{ rule: "validity-reversed", change: { notAfter: new Date("2029-12-31T00:00:00Z") } },
	{ rule: "san-missing", change: { names: [] } },
	{ rule: "ip-in-dns-san", change: { names: [{ type: "dns", value: "10.0.0.5" }] } },
	{ rule: "dns-name-invalid", change: { names: [{ type: "dns", value: "server.example.com." }] } },
	{ rule: "dns-name-invalid", change: { names: [{ type: "dns", value: "https://server.example.com" }] } },
	{ rule: "dns-name-invalid", change: { names: [{ type: "dns", value: "a b.example.com" }] } },
	{ rule: "underscore-in-dns-name", change: { names: [{ type: "dns", value: "my_service.example.com" }] } },
	{ rule: "wildcard-misplaced", change: { names: [{ type: "dns", value: "api*.example.com" }] } },
	{ rule: "wildcard-misplaced", change: { names: [{ type: "dns", value: "*.com" }] } },
	{ rule: "nul-in-name", change: { names: [{ type: "url", value: "spiffe://a/b\0c" }] } },
	{ rule: "eku-lacks-usage", change: { eku: [usage.client] }, options: { usage: "server" } },
	{ rule: "eku-lacks-usage", change: { eku: ["1.3.6.1.5.5.7.3.4"] } },
	{ rule: "eku-one-side", change: { eku: [usage.server] } },
	{ rule: "any-extended-key-usage", change: { eku: ["2.5.29.37.0"] } },
	{ rule: "leaf-is-authority", change: { ca: true } },
	{
		rule: "leaf-is-authority",
		change: { ca: true, names: [{ type: "url", value: "spiffe://example.org/api" }] },
	},
	{ rule: "digital-signature-missing", change: { keyUsage: x509.KeyUsageFlags.keyEncipherment } },
	{ rule: "leaf-may-sign", change: { keyUsage: keyUsageBit.digitalSignature | keyUsageBit.cRLSign } },
	{ rule: "key-usage-not-critical", change: { isKeyUsageCritical: false } },
	{
		rule: "path-length-on-leaf",
		change: { extensions: [rawExtension("2.5.29.19", true, Uint8Array.of(0x30, 3, 2, 1, 0))] },
	},
	{ rule: "lifetime-long", change: { notAfter: new Date("2034-01-01T00:00:00Z") } },
	{ rule: "lifetime-beyond-public", change: { notAfter: new Date("2031-06-01T00:00:00Z") } },
	{ rule: "outlives-issuer", change: { notAfter: new Date("2036-01-01T00:00:00Z") } },
	{ rule: "no-well-defined-expiry", change: { notAfter: new Date("9999-12-31T23:59:59Z") } },
	{ rule: "serial-number", change: { serial: `7f${"11".repeat(20)}` } },
	{
		rule: "unknown-critical-extension",
		change: { extensions: [rawExtension("1.2.3.4.5", true, Uint8Array.of(5, 0))] },
	},
	{ rule: "empty-name", change: { subject: "" } },
	{ rule: "key-identifier", change: { withKeyIds: false } },
	{
		rule: "name-constraints-form",
		change: { extensions: [rawExtension("2.5.29.30", false, Uint8Array.of(0x30, 0))] },
	},
	{ rule: "common-name-not-in-san", change: { subject: "CN=other.example.com" } },
	{ rule: "weak-key", change: { keyAlgorithm: rsa(1024) } },
	{ rule: "key-unusual", change: { keyAlgorithm: { name: "ECDSA", namedCurve: "P-521" } } },
	{
		rule: "spiffe-uri-count",
		change: { names: ["spiffe://a/b", "spiffe://a/c"].map((value) => ({ type: "url", value })) },
	},
]

describe("lints of certificates", () => {
	it("says nothing grave of a good chain", async () => {
		const leaf = await makeCertificate(good)
		expect(lintCertificates(ders([leaf]), { at })).toEqual([])
		const lints = lintCertificates(ders([leaf, ca]), { at, usage: "server" })
		expect(lints.filter(({ severity }) => severity !== "notice")).toEqual([])
	})

	it.each(cases)("$rule: $change", async ({ rule, change, options }) => {
		const leaf = await makeCertificate({ ...good, ...change })
		expect(rulesOf(ders([leaf, ca]), options)).toContain(rule)
	})

	it("eku-missing", async () => {
		const { eku: _, ...silent } = good
		expect(rulesOf(ders([await makeCertificate(silent)]))).toContain("eku-missing")
	})

	it("serial-number, when it is negative", async () => {
		const { der } = await makeCertificate({ ...good, serial: "1002" })
		const changed = Uint8Array.from(der)
		const start = changed.findIndex((byte, index) => byte === 0x10 && changed[index + 1] === 0x02)
		changed[start] = 0x90
		expect(rulesOf([changed])).toContain("serial-number")
	})

	it("self-signed-leaf", async () => {
		const { issuer: _, ...alone } = good
		expect(rulesOf(ders([await makeCertificate(alone)]))).toContain("self-signed-leaf")
	})

	it("asks a workload that has the CA flag to become a leaf, not a better CA", async () => {
		const names = [{ type: "url", value: "spiffe://example.org/api" }] as const
		const workload = await makeCertificate({ subject: "CN=api", serial: "1009", ca: true, names })
		const rules = rulesOf(ders([workload]))
		expect(rules).toContain("leaf-is-authority")
		expect(rules.filter((rule) => rule.startsWith("ca-"))).toEqual([])
	})

	it("knows a CA by what it issued, and what it lacks for that", async () => {
		const weak = await makeCertificate({ ...good, subject: "CN=Not a CA", serial: "1003" })
		const leaf = await makeCertificate({ ...good, issuer: weak, serial: "1004" })
		const lints = lintCertificates(ders([leaf, weak]), { at })
		expect(lints).toContainEqual(
			expect.objectContaining({ rule: "ca-lacks-basic-constraints", certificate: 1 }),
		)
	})

	it.each([
		["ca-key-usage-missing", { ca: true, withKeyIds: true }],
		["ca-lacks-key-cert-sign", { ca: true, keyUsage: keyUsageBit.cRLSign, withKeyIds: true }],
		[
			"ca-constraints-not-critical",
			{
				keyUsage: keyUsageBit.keyCertSign,
				extensions: [rawExtension("2.5.29.19", false, Uint8Array.of(0x30, 3, 1, 1, 0xff))],
			},
		],
	] as const)("%s", async (rule, recipe) => {
		const authority = await makeCertificate({ subject: "CN=CA", serial: "1005", ...recipe })
		expect(rulesOf(ders([authority]))).toContain(rule)
		expect(rulesOf(ders([ca]))).not.toContain(rule)
	})

	it("says where a chain has a gap, is out of order, repeats itself or carries its root", async () => {
		const middle = await makeAuthority({ subject: "CN=Middle", issuer: ca, serial: "1006" })
		const leaf = await makeCertificate({ ...good, issuer: middle, serial: "1007" })
		expect(rulesOf(ders([leaf, middle]))).not.toContain("chain-has-gap")
		expect(rulesOf(ders([leaf, ca]))).toContain("chain-has-gap")
		expect(rulesOf(ders([leaf, ca, middle]))).toContain("chain-out-of-order")
		expect(rulesOf(ders([leaf, middle, middle]))).toContain("chain-has-duplicate")
		expect(rulesOf(ders([leaf, middle, ca]))).toContain("chain-has-root")
	})

	it("is stricter with key usage where there is a SPIFFE ID", async () => {
		const names = [{ type: "url", value: "spiffe://example.org/api" }] as const
		const svid = await makeCertificate({ ...good, names, isKeyUsageCritical: false })
		expect(lintCertificates(ders([svid]), { at })).toContainEqual(
			expect.objectContaining({ rule: "key-usage-not-critical", severity: "error" }),
		)
	})

	it("calls an extension that stands there twice by its name, and damage damage", async () => {
		const double = rawExtension("1.2.3.4.5", false, Uint8Array.of(5, 0))
		const twice = await makeCertificate({ ...good, extensions: [double, double] })
		expect(rulesOf([twice.der])).toContain("duplicate-extension")
		expect(rulesOf([twice.der.subarray(0, 100)])).toContain("unreadable-certificate")
	})

	it("never throws, whatever is changed in a certificate", async () => {
		const { der } = await makeCertificate(good)
		fc.assert(
			fc.property(fc.nat(der.length - 1), fc.nat(255), (position, value) => {
				const changed = Uint8Array.from(der)
				changed[position] = value
				expect(Array.isArray(lintCertificates([changed, ca.der], { at, usage: "server" }))).toBe(true)
			}),
			{ numRuns: 2_000 },
		)
	})
})

describe("every lint", () => {
	const all = [
		...[...lintRules, ...chainRules, ...requestRules],
		...[requestSignatureInvalid, duplicateExtension, unreadableCertificate],
	]

	it("has an id of its own, prose, a fix and a source", () => {
		const ids = all.map(({ id }) => id)
		expect(new Set(ids).size).toBe(ids.length)
		for (const { id, title, means, confirm, prevent, fix, citation } of all) {
			expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
			for (const text of [title, means, confirm, prevent, fix.text]) expect(text.length).toBeGreaterThan(10)
			expect(citation.length).toBeGreaterThan(0)
		}
	})
})

it("asks for no name in a certificate that no server may use", async () => {
	const rulesOf = async (eku: string[]) => {
		const { der } = await makeCertificate({ subject: "CN=alice", names: [], eku })
		return lintCertificates([der], { at: Date.parse("2030-02-01T00:00:00Z") }).map(({ rule }) => rule)
	}
	expect(await rulesOf([usage.client])).not.toContain("san-missing")
	expect(await rulesOf([usage.client, usage.server])).toContain("san-missing")
})
