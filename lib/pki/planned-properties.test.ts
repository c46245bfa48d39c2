import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { lintCertificates } from "#x509/lint/lint-certificates"
import { verifyChain } from "#x509/path/verify-chain"
import { parsePemCertificates } from "#x509/pem-certificates"
import { createAuthority } from "./authority.ts"
import { type CertificateForm, profiles } from "./certificate-form.ts"
import { crossSign } from "./cross-sign.ts"
import { faults } from "./faults.ts"
import { grantRequest } from "./grant-request.ts"
import { importAuthority } from "./import-authority.ts"
import { type Authority, issueCertificate } from "./issue.ts"
import type { KeyAlgorithm } from "./key-pair.ts"
import { planCertificate } from "./plan-certificate.ts"
import { readName } from "./read-name.ts"
import { renewCertificate } from "./renew.ts"
import { createRequest } from "./request.ts"
import { issuePlanned } from "./testing/planned.ts"

const limits = {
	permittedNames: ["example.org", "10.0.0.0/8", "@example.org", "spiffe://example.org"],
	excludedNames: ["bad.example.org", "10.9.0.0/16"],
}
const base = { names: [], keyAlgorithm: "p256", lifetime: "9d", commonName: "Root" } as const
const root = await createAuthority({ commonName: "Root" })
const limitedCa = await issuePlanned({ ...base, profile: "root", ...limits })
const limited: Authority = { ...limitedCa, chainPem: "" }
const lower = await createAuthority({ commonName: "Lower", parent: root, pathLength: 0 })
const authorities: readonly (readonly [Authority, Uint8Array])[] = [
	[root, root.der],
	[limited, limited.der],
	[lower, root.der],
]

const likelyName = fc.oneof(
	fc.domain(),
	fc.domain().map((domain) => `*.${domain}`),
	fc.constantFrom(
		"a.example.org",
		"x.bad.example.org",
		"10.1.2.3",
		"10.9.1.1",
		"me@example.org",
		"localhost",
	),
	fc.ipV4(),
	fc.ipV6(),
)
const anyName = fc.oneof(
	likelyName,
	fc.webUrl(),
	fc.emailAddress(),
	fc.string({ unit: "binary", maxLength: 70 }),
	fc.constantFrom("spiffe://example.org/a", "spiffe://other.org/a", "urn:example:a", "bücher.example"),
)
const anyWords = fc.oneof(
	fc.string({ unit: "binary", maxLength: 70 }),
	fc.constantFrom("Example", "a.example.org"),
)
const anyLifetime = fc.oneof(fc.constantFrom("5m", "1d", "8d", "400d", "50y"), fc.string({ maxLength: 8 }))
const keys: readonly KeyAlgorithm[] = ["p256", "p384", "ed25519"]
const ids = fc.constantFrom("spiffe://example.org/ns/a", "spiffe://other.org/b")

const likelyForms: fc.Arbitrary<CertificateForm> = fc.record({
	profile: fc.constantFrom(...profiles),
	names: fc.array(likelyName, { maxLength: 4 }),
	keyAlgorithm: fc.constantFrom(...keys),
	lifetime: fc.constantFrom("5m", "1d", "8d"),
	commonName: fc.oneof(fc.constant("Example"), fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 })),
	spiffeId: ids,
})
const anyForms: fc.Arbitrary<CertificateForm> = fc.record(
	{
		profile: fc.constantFrom(...profiles),
		names: fc.array(anyName, { maxLength: 4 }),
		keyAlgorithm: fc.constantFrom<KeyAlgorithm>(...keys, "rsa1024"),
		lifetime: anyLifetime,
		...{ commonName: anyWords, organization: anyWords, spiffeId: fc.oneof(ids, anyWords) },
		backdate: anyLifetime,
		pathLength: fc.oneof(fc.integer({ min: -1, max: 4 }), fc.double()),
		...{
			permittedNames: fc.array(anyName, { maxLength: 2 }),
			excludedNames: fc.array(anyName, { maxLength: 2 }),
		},
		fault: fc.constantFrom(...faults.map(({ id }) => id)),
	},
	{ requiredKeys: ["profile", "names", "keyAlgorithm", "lifetime"] },
)
const forms = fc.oneof(likelyForms, anyForms)

describe("any form", () => {
	it("is refused in sentences, or gives a certificate that path validation accepts for every one of its names", async () => {
		let granted = 0
		const property = fc.asyncProperty(forms, fc.nat(authorities.length - 1), async (form, at) => {
			const [authority, trusted] = authorities[at] ?? [root, root.der]
			const plan = await planCertificate(form, { authority, now: new Date() })
			if (!plan.ok) {
				for (const { text } of plan.error) expect(text).toMatch(/^[^a-z].*[.]$/s)
				return
			}
			const issued = await issueCertificate(plan.value.request)
			if (form.fault !== undefined) return
			granted += 1
			const roots = [form.profile === "root" ? issued.der : trusted]
			const chain = parsePemCertificates(issued.chainPem)
			if (!chain.ok) throw new Error(chain.error.text)
			const isCa = form.profile === "root" || form.profile === "intermediate"
			const usage = isCa ? "any" : form.profile === "client" ? "client" : "server"
			const question = { chain: chain.value, roots, at: Date.now(), usage, trustSource: "given" } as const
			const hosts = isCa ? [] : form.names.flatMap((name) => hostOf(name))
			for (const name of [undefined, ...hosts]) {
				const { reasons } = await verifyChain({ ...question, ...(name === undefined ? {} : { name }) })
				expect(reasons).toEqual([])
			}
			const lints = lintCertificates([...chain.value, ...roots], { at: Date.now(), usage })
			expect(lints.filter(({ severity }) => severity === "error")).toEqual([])
		})
		await fc.assert(property, { numRuns: 400 })
		expect(granted).toBeGreaterThan(50)
	}, 60_000)

	it("makes a request that is granted or refused in sentences, and never a CA", async () => {
		const property = fc.asyncProperty(forms, fc.nat(authorities.length - 1), async (form, at) => {
			const [authority] = authorities[at] ?? [root]
			const request = await createRequest(form)
			if (!request.ok) return
			const grant = await grantRequest(request.value.der, { authority, now: new Date(), lifetime: "1h" })
			if (!grant.ok) return
			const { certificate } = await grant.value.sign()
			expect(certificate.extensions.find(({ type }) => type === "2.5.29.19")?.value.byteLength).toBe(2)
		})
		await fc.assert(property, { numRuns: 200 })
	}, 60_000)
})

/** What a client would dial of a name: a star stands for a label. */
function hostOf(name: string): readonly string[] {
	const read = readName(name)
	if (!read.ok || (read.value.kind !== "dns" && read.value.kind !== "ip")) return []
	return [read.value.value.replace(/^\*/, "star")]
}

describe("any bytes", () => {
	it("are refused with a reason wherever files are taken, and nothing throws", async () => {
		const key = limitedCa.privateKeyPkcs8.reveal()
		const seeds = [root.der, limited.der, key, new TextEncoder().encode(root.pem)]
		const damaged = fc
			.tuple(
				fc.constantFrom(...seeds),
				fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 4 }),
				fc.nat(2_000),
			)
			.map(([seed, changes, end]) => {
				const bytes = seed.slice(0, Math.max(1, end))
				for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
				return bytes
			})
		const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged)
		const now = new Date()
		const property = fc.asyncProperty(fc.array(bytes, { maxLength: 3 }), async (files) => {
			const [first = new Uint8Array()] = files
			const outcomes = [
				await importAuthority({ files }),
				await grantRequest(first, { authority: root, now }),
				await renewCertificate({ certificate: first, authority: root, now }),
				await crossSign({ certificate: first, authority: root, now }),
			]
			for (const each of outcomes) if (!each.ok) expect(each.error[0]?.text).toMatch(/[.]$/)
		})
		await fc.assert(property, { numRuns: 500 })
	}, 60_000)
})
