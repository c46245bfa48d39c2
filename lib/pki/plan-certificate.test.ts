import { describe, expect, it, vi } from "vitest"
import { lintCertificates } from "#x509/lint/lint-certificates"
import { verifyProfile } from "#x509/path/verify-profile"
import { authorityOf, createAuthority } from "./authority.ts"
import type { CertificateForm, Profile } from "./certificate-form.ts"
import { type Authority, type IssueRequest, issueCertificate } from "./issue.ts"
import type { KeyAlgorithm } from "./key-pair.ts"
import { planCertificate } from "./plan-certificate.ts"
import { formOf, issuePlanned, problemsOf } from "./testing/planned.ts"

const now = new Date()
const root = await createAuthority({ commonName: "Plan Root" })

const keys: readonly KeyAlgorithm[] = ["p256", "p384", "ed25519", "rsa2048"]
const leaves: readonly Profile[] = ["server", "client", "both", "svid"]

describe("a sound plan", () => {
	it.each(leaves.flatMap((profile) => keys.map((key) => [profile, key] as const)))(
		"makes a %s certificate with a %s key that every profile accepts and no lint complains of",
		async (profile, keyAlgorithm) => {
			const leaf = await issuePlanned(formOf(profile, { keyAlgorithm }), root)
			const usage = profile === "client" ? "client" : "server"
			for (const rules of ["rfc5280", "openssl", "go", "java"] as const) {
				const { reasons } = await verifyProfile({
					...{
						profile: rules,
						leaf: leaf.der,
						intermediates: [],
						roots: [root.der],
						usage,
						at: now.getTime(),
					},
					...(profile === "server" || profile === "both" ? { name: "api.example.org" } : {}),
				})
				expect(reasons.filter(({ rule }) => !(profile === "svid" && rule === "san-missing"))).toEqual([])
			}
			const lints = lintCertificates([leaf.der, root.der], { at: now.getTime() })
			expect(lints.filter(({ severity }) => severity !== "notice")).toEqual([])
		},
	)

	it("begins with its CA at the earliest, and may end with it to the second", async () => {
		const moment = new Date(Date.UTC(2026, 0, 1, 12, 0, 0, 750))
		const lifetimeMs = 3_600_000 - 750
		const young = await createAuthority({ commonName: "Young", notBefore: moment, lifetimeMs })
		const plan = await planCertificate(formOf("server", { backdate: "1d", lifetime: "1h" }), {
			...{ now: new Date(moment.getTime() + 100), authority: young },
		})
		expect(plan.ok && [plan.value.request.notBefore, plan.value.request.notAfter]).toEqual([
			young.certificate.notBefore,
			young.certificate.notAfter,
		])
	})

	it("makes a root with name constraints, and an intermediate below it", async () => {
		const made = await issuePlanned(
			formOf("root", {
				lifetime: "10y",
				permittedNames: ["example.org", "10.0.0.0/8", "spiffe://example.org"],
				excludedNames: ["bad.example.org"],
			}),
		)
		const limited: Authority = { ...made, chainPem: "" }
		const lower = await issuePlanned(formOf("intermediate", { lifetime: "1y" }), limited)
		const below: Authority = { ...lower, chainPem: lower.pem }
		const leaf = await issuePlanned(formOf("server", { names: ["a.example.org", "10.1.2.3"] }), below)
		const question = { leaf: leaf.der, intermediates: [lower.der], roots: [made.der], at: now.getTime() }
		const { reasons } = await verifyProfile({
			profile: "rfc5280",
			...question,
			usage: "server",
			name: "a.example.org",
		})
		expect(reasons).toEqual([])
		expect(
			await problemsOf(
				formOf("server", { names: ["x.bad.example.org", "other.test", "192.0.2.1"] }),
				limited,
			),
		).toEqual([
			expect.stringContaining("excludes x.bad.example.org"),
			expect.stringContaining("does not permit other.test"),
			expect.stringContaining("does not permit 192.0.2.1"),
		])
		expect(await problemsOf(formOf("svid", { spiffeId: "spiffe://other.org/a" }), limited)).toEqual([
			expect.stringMatching(/^spiffeId: .+does not permit/),
		])
		expect(await problemsOf(formOf("intermediate", { commonName: "Third" }), below)).toEqual([
			expect.stringContaining("path length is 0"),
		])
	})
})

describe("what is refused, field by field", () => {
	it.each<[string, Partial<CertificateForm>, Profile, RegExp]>([
		["no name", { names: [] }, "server", /^names: A server's certificate needs a name/],
		[
			"no name that is dialled",
			{ names: ["a@b.test"] },
			"both",
			/^names: A server's certificate needs a name/,
		],
		["a port", { names: ["api:443"] }, "server", /^names: .+ has a port/],
		["no lifetime", { lifetime: "soon" }, "server", /^lifetime: "soon" is no lifetime/],
		["set back too far", { backdate: "2y" }, "server", /^backdate: .+at most 365d/],
		["beyond the CA", { lifetime: "20y" }, "client", /^lifetime: The CA ends at .+ UTC/],
		["no ID", { spiffeId: "" }, "svid", /^spiffeId: The SPIFFE ID is empty/],
		[
			"a bare trust domain",
			{ spiffeId: "spiffe://example.org" },
			"svid",
			/^spiffeId: The ID of a workload has a path/,
		],
		["upper case", { spiffeId: "spiffe://Example.org/a" }, "svid", /^spiffeId: .+upper-case/],
		["a second URI", { names: ["https://example.org/"] }, "svid", /^names: An X\.509-SVID has one URI/],
		["no CA name", { commonName: " " }, "intermediate", /^commonName: A CA needs a name/],
		["a path length", { pathLength: -1 }, "intermediate", /^pathLength: /],
		["a limit", { permittedNames: ["10.0.0.0/99"] }, "intermediate", /^permittedNames: .+no range/],
		[
			"a crowd of limits",
			{ permittedNames: Array.from({ length: 101 }, (_, at) => `h${at}.test`) },
			"root",
			/^permittedNames: 101 names are too many/,
		],
		[
			"a crowd of names",
			{ names: Array.from({ length: 101 }, (_, at) => `h${at}.test`) },
			"server",
			/^names: 101 names are too many/,
		],
		["half a character", { commonName: "a\ud800" }, "client", /^commonName: .+nobody sees/],
		["a mark that turns the text", { organization: "a\u202eb" }, "client", /^organization: .+nobody sees/],
		["an ID that is too long", { spiffeId: `spiffe://a.test/${"x".repeat(2_048)}` }, "svid", /path\.$/],
		["a subject", { commonName: "x".repeat(65) }, "client", /^commonName: It has 65 characters/],
		[
			"a weak key that is no fault",
			{ keyAlgorithm: "rsa1024" },
			"server",
			/^keyAlgorithm: RSA with 1024 bits is weak/,
		],
		[
			"two SPIFFE IDs",
			{ names: ["a.org", "spiffe://example.org/a", "spiffe://example.org/b"] },
			"both",
			/^names: A certificate with a SPIFFE ID has no other URI/,
		],
		[
			"a SPIFFE ID without a path",
			{ names: ["spiffe://example.org"] },
			"client",
			/^names: spiffe:\/\/example\.org names a trust domain/,
		],
		[
			"a CA's SPIFFE ID with a path",
			{ names: ["spiffe://example.org/ca"] },
			"intermediate",
			/^names: The SPIFFE ID of a CA has no path/,
		],
		["a CA that names a host", { names: ["a.org"] }, "intermediate", /^names: A CA serves no host/],
		["another profile's fault", { fault: "non-conforming-svid" }, "server", /^fault: /],
	])("%s", async (_, more, profile, expected) => {
		expect(await problemsOf(formOf(profile, more), root)).toEqual([expect.stringMatching(expected)])
	})

	it("says all that is wrong at once, and needs a CA", async () => {
		const plan = await planCertificate(formOf("server", { names: ["a b"], lifetime: "x", backdate: "y" }), {
			now,
		})
		expect(!plan.ok && plan.error.map(({ field }) => field)).toEqual([
			"names",
			"lifetime",
			"backdate",
			"authority",
		])
	})

	it("nothing, but advises, where URIs are limited: rustls cannot read that", async () => {
		const plan = await planCertificate(formOf("root", { permittedNames: ["spiffe://example.org"] }), { now })
		expect(plan.ok && plan.value.advice).toContainEqual(
			expect.stringMatching(/^rustls knows no name constraints/),
		)
		const silent = await planCertificate(formOf("root", { permittedNames: ["example.org"] }), { now })
		expect(silent.ok && silent.value.advice.join()).not.toMatch(/rustls/)
	})

	it("what a CA further up does not allow: its end, its path length, its names", async () => {
		const made = await issuePlanned(
			formOf("root", { lifetime: "2d", pathLength: 1, permittedNames: ["example.org"] }),
		)
		const top: Authority = { ...made, chainPem: "" }
		const lower = await createAuthority({ commonName: "Lower", parent: top, lifetimeMs: 9 * 86_400_000 })
		expect(await problemsOf(formOf("server", { names: ["a.other.org"] }), lower)).toEqual([
			expect.stringMatching(/^names: .+does not permit a\.other\.org/),
		])
		expect(await problemsOf(formOf("client", { names: [], commonName: "a.other.org" }), lower)).toEqual([
			expect.stringMatching(/^commonName: .+does not permit a\.other\.org/),
		])
		expect(await problemsOf(formOf("client", { names: [], lifetime: "3d" }), lower)).toEqual([
			expect.stringMatching(/^lifetime: The CA ends/),
		])
		expect(await problemsOf(formOf("intermediate", { permittedNames: ["other.org"] }), top)).toEqual([
			expect.stringMatching(/^permittedNames: .+does not permit other\.org/),
		])
		expect(await problemsOf(formOf("intermediate"), lower)).toEqual([
			expect.stringMatching(/^authority: No CA may follow/),
		])
		const third = await createAuthority({ commonName: "Third", parent: lower })
		expect(await problemsOf(formOf("client", { names: [] }), third)).toEqual([
			expect.stringMatching(/^authority: A CA above this one allows fewer CAs/),
		])
	})

	it("what the CA's own usages and key do not allow", async () => {
		const limited = (more: Partial<IssueRequest>) =>
			issueCertificate({ subject: "CN=Limited", ca: { pathLength: null }, ...more })
		const forServers = { ...(await limited({ eku: ["serverAuth"] })), chainPem: "" }
		expect(await problemsOf(formOf("server"), forServers)).toEqual([])
		expect(await problemsOf(formOf("both"), forServers)).toEqual([
			expect.stringMatching(/^authority: The CA may issue for serverAuth only.+needs clientAuth/),
		])
		const silent = { ...(await limited({ keyUsage: ["cRLSign"] })), chainPem: "" }
		expect((await problemsOf(formOf("client"), silent))[0]).toMatch(/lacks keyCertSign/)
		const weak = { ...(await limited({ keyAlgorithm: "rsa1024" })), chainPem: "" }
		expect((await problemsOf(formOf("client"), weak))[0]).toMatch(/1024 bits.+Many libraries refuse/)
	})

	it("a CA that nobody accepts itself: signed with SHA-1, or by another than it says", async () => {
		const below = async (more: Partial<IssueRequest>) => {
			const made = await issueCertificate({
				authority: root,
				subject: "CN=Low",
				ca: { pathLength: 0 },
				...more,
			})
			return { ...authorityOf(made, root) }
		}
		expect(await problemsOf(formOf("client"), await below({}))).toEqual([])
		expect(await problemsOf(formOf("client"), await below({ signatureHash: "SHA-1" }))).toEqual([
			expect.stringMatching(/^authority: Nobody would accept this CA, nor what it issues: .+SHA-?1/i),
		])
		const impostor = await createAuthority({ commonName: "Plan Root" })
		expect(await problemsOf(formOf("client"), { ...(await below({})), rootPem: impostor.pem })).toEqual([
			expect.stringMatching(/^authority: Nobody would accept this CA/),
		])
	})

	it("Ed25519, where the browser has none", async () => {
		const generate = vi.spyOn(crypto.subtle, "generateKey").mockRejectedValue(new Error("NotSupportedError"))
		const refused = await problemsOf(formOf("client", { keyAlgorithm: "ed25519" }), root)
		generate.mockRestore()
		expect(refused).toEqual([expect.stringMatching(/^keyAlgorithm: This browser makes no Ed25519 keys/)])
	})

	it("a CA that is a leaf, and one that has ended", async () => {
		const leaf = await issuePlanned(formOf("server"), root)
		expect(await problemsOf(formOf("client"), { ...leaf, chainPem: "" })).toEqual([
			expect.stringContaining("is no CA"),
		])
		const old = await createAuthority({
			commonName: "Old",
			notBefore: new Date("2020-01-01"),
			lifetimeMs: 86_400_000,
		})
		expect((await problemsOf(formOf("client"), old))[0]).toContain("authority: The CA ended at")
	})
})
