import { describe, expect, it } from "vitest"
import { svidChecklist } from "#spiffe/svid-checklist"
import { describeCertificate } from "#x509/describe"
import { lintCertificates } from "#x509/lint/lint-certificates"
import { verifyChain } from "#x509/path/verify-chain"
import { verifyProfile } from "#x509/path/verify-profile"
import { createAuthority } from "./authority.ts"
import type { CertificateForm, Profile } from "./certificate-form.ts"
import { faults } from "./faults.ts"
import { type Authority, issueCertificate } from "./issue.ts"
import type { KeyAlgorithm } from "./key-pair.ts"
import { planCertificate } from "./plan-certificate.ts"

const now = new Date()
const root = await createAuthority({ commonName: "Plan Root" })
const spiffeId = "spiffe://example.org/ns/prod/sa/api"

function formOf(profile: Profile, more: Partial<CertificateForm> = {}): CertificateForm {
	const isCa = profile === "root" || profile === "intermediate"
	return {
		profile,
		names: isCa || profile === "svid" ? [] : ["api.example.org", "127.0.0.1"],
		keyAlgorithm: "p256",
		lifetime: "1d",
		...(profile === "svid" ? { spiffeId } : {}),
		...(isCa ? { commonName: "Planned CA" } : {}),
		...more,
	}
}

async function issued(form: CertificateForm, authority: Authority | undefined = root) {
	const plan = await planCertificate(form, { now, ...(authority === undefined ? {} : { authority }) })
	if (!plan.ok) throw new Error(JSON.stringify(plan.error))
	return issueCertificate(plan.value.request)
}

async function problems(form: CertificateForm, authority: Authority | undefined = root) {
	const plan = await planCertificate(form, { now, ...(authority === undefined ? {} : { authority }) })
	return plan.ok ? [] : plan.error.map(({ field, text }) => `${field}: ${text}`)
}

const keys: readonly KeyAlgorithm[] = ["p256", "p384", "ed25519", "rsa2048"]
const leaves: readonly Profile[] = ["server", "client", "both", "svid"]

describe("a sound plan", () => {
	it.each(leaves.flatMap((profile) => keys.map((key) => [profile, key] as const)))(
		"makes a %s certificate with a %s key that every profile accepts and no lint complains of",
		async (profile, keyAlgorithm) => {
			const leaf = await issued(formOf(profile, { keyAlgorithm }))
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

	it("makes a root with name constraints, and an intermediate below it", async () => {
		const made = await issued(
			formOf("root", {
				lifetime: "10y",
				permittedNames: ["example.org", "10.0.0.0/8", "spiffe://example.org"],
				excludedNames: ["bad.example.org"],
			}),
			undefined,
		)
		const limited: Authority = { ...made, chainPem: "" }
		const lower = await issued(formOf("intermediate", { lifetime: "1y" }), limited)
		const below: Authority = { ...lower, chainPem: lower.pem }
		const leaf = await issued(formOf("server", { names: ["a.example.org", "10.1.2.3"] }), below)
		const question = { leaf: leaf.der, intermediates: [lower.der], roots: [made.der], at: now.getTime() }
		const { reasons } = await verifyProfile({
			profile: "rfc5280",
			...question,
			usage: "server",
			name: "a.example.org",
		})
		expect(reasons).toEqual([])
		expect(
			await problems(formOf("server", { names: ["x.bad.example.org", "other.test", "192.0.2.1"] }), limited),
		).toEqual([
			expect.stringContaining("excludes x.bad.example.org"),
			expect.stringContaining("does not permit other.test"),
			expect.stringContaining("does not permit 192.0.2.1"),
		])
		expect(await problems(formOf("svid", { spiffeId: "spiffe://other.org/a" }), limited)).toEqual([
			expect.stringMatching(/^spiffeId: .+does not permit/),
		])
		expect(await problems(formOf("intermediate"), below)).toEqual([
			expect.stringContaining("path length is 0"),
		])
	})
})

describe("what is refused, field by field", () => {
	it.each<[string, Partial<CertificateForm>, Profile, RegExp]>([
		["no name", { names: [] }, "server", /^names: A server's certificate needs a name/],
		["a port", { names: ["api:443"] }, "server", /^names: .+ has a port/],
		["no lifetime", { lifetime: "soon" }, "server", /^lifetime: "soon" is no lifetime/],
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
		["a subject", { commonName: "x".repeat(65) }, "client", /^commonName: It has 65 characters/],
		["another profile's fault", { fault: "non-conforming-svid" }, "server", /^fault: /],
	])("%s", async (_, more, profile, expected) => {
		expect(await problems(formOf(profile, more))).toEqual([expect.stringMatching(expected)])
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

	it("a CA that is a leaf, and one that has ended", async () => {
		const leaf = await issued(formOf("server"))
		expect(await problems(formOf("client"), { ...leaf, chainPem: "" })).toEqual([
			expect.stringContaining("is no CA"),
		])
		const old = await createAuthority({
			commonName: "Old",
			notBefore: new Date("2020-01-01"),
			lifetimeMs: 86_400_000,
		})
		expect((await problems(formOf("client"), old))[0]).toContain("authority: The CA ended at")
	})
})

describe("wrong on purpose", () => {
	const all = faults.flatMap((fault) => fault.profiles.map((profile) => [fault.id, profile, fault] as const))
	it.each(all)(
		"%s, as %s, is found for the reason on its label and for no other",
		async (id, profile, fault) => {
			const leaf = await issued(formOf(profile, { fault: id }))
			const usage = profile === "client" ? "client" : "server"
			const isNamed = profile === "server" || profile === "both"
			const { reasons } = await verifyChain({
				...{ chain: [leaf.der], roots: [root.der], at: now.getTime(), usage, trustSource: "given" },
				...(isNamed ? { name: "api.example.org" } : {}),
			})
			const observed = await describeCertificate(leaf.der)
			if (observed.kind !== "certificate") throw new Error(observed.problem)
			const checklist = profile === "svid" ? svidChecklist(observed.description) : []
			const failed = checklist.filter(({ verdict }) => verdict === "fail")
			const found = [...reasons, ...failed].map(({ rule }) => rule)
			const allowed = [fault.rule[usage], ...(id === "wrong-eku" ? ["svid-extended-key-usage"] : [])]
			expect(found).toContain(fault.rule[usage])
			expect(found.filter((rule) => !allowed.includes(rule))).toEqual([])
		},
	)
})
