import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import { readCertificate } from "../certificate.ts"
import type { NameConstraints } from "../name-constraints.ts"
import { type MadeCertificate, makeAuthority, makeCertificate, usage } from "../testing/make-certificate.ts"
import { makeCrl } from "../testing/make-crl.ts"
import { ComparisonBudget, comparisonsTotalMax } from "./comparison-budget.ts"
import { crlBytesTotalMax, crlsMax } from "./crl-material.ts"
import { certificatesMax } from "./path-material.ts"
import { liveRules } from "./path-rules.ts"
import { verifyProfiles } from "./profiles.ts"
import { SignatureBudget, signatureChecksMax } from "./signature-budget.ts"
import { type ProfileQuestion, verifyProfile } from "./verify-profile.ts"

const at = Date.parse("2030-06-01T00:00:00Z")
const names = [{ type: "dns", value: "api.example.test" }] as const
let root: MadeCertificate
let middle: MadeCertificate
let leaf: MadeCertificate
let strangers: readonly Uint8Array[]

beforeAll(async () => {
	root = await makeAuthority({ subject: "CN=Bounds Root" })
	middle = await makeAuthority({ subject: "CN=Bounds Issuing", issuer: root, withKeyIds: true })
	leaf = await makeCertificate({
		subject: "O=leaf",
		issuer: middle,
		names,
		eku: [usage.server],
		withKeyIds: true,
	})
	const subjects = ["CN=Bounds Issuing", "CN=Bounds Root", "CN=Nobody", "O=leaf"]
	strangers = (await Promise.all(subjects.map((subject) => makeAuthority({ subject })))).map(({ der }) => der)
})

function ask(more: Partial<ProfileQuestion>) {
	const base = { profile: "go", leaf: leaf.der, intermediates: [middle.der], roots: [root.der] } as const
	return verifyProfile({ ...base, at, usage: "server", ...more })
}

function parsed(der: Uint8Array) {
	const read = readCertificate(der)
	if (!read.ok) throw new Error(read.error.text)
	return read.value
}

describe("signatures", () => {
	test("CAs of one name that all sign each other end with the named limit", async () => {
		const subject = "CN=Mesh"
		const first = await makeAuthority({ subject })
		const mesh = await Promise.all(
			Array.from({ length: 150 }, () => makeAuthority({ subject, issuer: first })),
		)
		const own = await makeCertificate({ subject: "O=own", issuer: first, names, eku: [usage.server] })
		const found = await ask({ leaf: own.der, intermediates: mesh.map(({ der }) => der) })
		expect(found.reasons.map(({ rule }) => rule)).toContain("path-search-limit")
		expect(found.tried.length).toBeLessThanOrEqual(200)
	})

	test("a budget checks its number of signatures and not one more", async () => {
		const budget = new SignatureBudget()
		const [child, key] = [parsed(leaf.der), parsed(middle.der).publicKey]
		for (let count = 0; count < signatureChecksMax; count += 1)
			expect((await budget.verify(child, key))?.kind).toBe("valid")
		expect(await budget.verify(child, key)).toBeUndefined()
		expect(budget).toMatchObject({ spent: signatureChecksMax, isOverdrawn: true })
	})

	test("an RSA key of 16384 bits counts for sixteen", async () => {
		const budget = new SignatureBudget()
		const key = { ...parsed(middle.der).publicKey, keyType: "RSA", keyBits: 16_384 }
		await budget.verify(parsed(leaf.der), key)
		expect(budget.spent).toBe(16)
	})
})

describe("name comparisons", () => {
	const tree: NameConstraints["permitted"][number] = { kind: "dns", base: "example.test" }

	test("one pair over the limit is refused without comparing", () => {
		const budget = new ComparisonBudget()
		const permitted = Array.from({ length: 600_000 }, () => tree)
		const found = budget.find(parsed(leaf.der), { permitted, excluded: [] }, liveRules)
		expect(found.kind).toBe("limit")
		expect(budget.spent).toBe(0)
	})

	test("many pairs share one total, and a pair is compared once", () => {
		const budget = new ComparisonBudget()
		const certificate = parsed(leaf.der)
		const make = () => ({
			permitted: [],
			excluded: Array.from({ length: 300_000 }, () => ({ ...tree, base: "x" })),
		})
		const first = make()
		const kinds = [first, first, make(), make(), make(), make()].map(
			(constraints) => budget.find(certificate, constraints, liveRules).kind,
		)
		expect(kinds.slice(0, 2)).toEqual(["kept", "kept"])
		expect(kinds.at(-1)).toBe("limit")
		expect(budget.spent).toBeLessThanOrEqual(comparisonsTotalMax)
	})
})

describe("whatever is sent", () => {
	test("an unrelated intermediate never turns an accepted chain into a rejected one", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.shuffledSubarray([0, 1, 2, 3]),
				fc.constantFrom(...verifyProfiles),
				async (picked, profile) => {
					const before = await ask({ profile })
					const more = picked.map((index) => strangers[index] ?? new Uint8Array())
					const after = await ask({ profile, intermediates: [...more, middle.der] })
					expect(after.verdict).toBe(before.verdict)
				},
			),
			{ numRuns: 40 },
		)
	})

	test("the order of the intermediates never changes the verdict", async () => {
		const sent = [middle.der, ...strangers]
		const wanted = (await ask({ intermediates: sent })).verdict
		await fc.assert(
			fc.asyncProperty(fc.shuffledSubarray(sent, { minLength: sent.length }), async (intermediates) => {
				expect((await ask({ intermediates })).verdict).toBe(wanted)
			}),
			{ numRuns: 40 },
		)
	})

	test("damaged bytes end with a verdict, and never with acceptance of a damaged leaf", async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(2), async (place, flip, which) => {
				const damage = (der: Uint8Array) =>
					der.map((byte, index) => (index === place % der.length ? byte ^ flip : byte))
				const found = await ask(
					which === 0
						? { leaf: damage(leaf.der) }
						: which === 1
							? { intermediates: [damage(middle.der)] }
							: { roots: [damage(root.der)], crls: [damage(root.der)] },
				)
				expect(found.verdict === "rejected" || which !== 0).toBe(true)
			}),
			{ numRuns: 150 },
		)
	})

	test("deeply nested bytes are refused", async () => {
		const depth = 20_000
		const nested = new Uint8Array(depth * 2)
		for (let index = 0; index < depth; index += 1) nested.set([0x30, 0x80], index * 2)
		expect((await ask({ leaf: nested })).reasons[0]?.rule).toBe("unreadable-certificate")
	})
})

describe("revocation lists", () => {
	test("a list beyond the limit is a reason of its own, not silence", async () => {
		const crl = await makeCrl(middle)
		const given = (count: number) => Array.from({ length: count }, () => crl)
		expect((await ask({ profile: "openssl", crls: given(crlsMax) })).reasons).toEqual([])
		const found = await ask({ profile: "openssl", crls: given(crlsMax + 1) })
		expect(found.reasons.map(({ rule }) => rule)).toEqual(["crl-limit"])
		expect(found.reasons[0]?.text).toContain(`${crlsMax + 1} CRLs were given; only the first ${crlsMax}`)
	})

	test("bytes beyond the limit are not read", async () => {
		const large = new Uint8Array(crlBytesTotalMax)
		const found = await ask({ profile: "openssl", crls: [await makeCrl(middle), large] })
		expect(found.reasons.map(({ rule }) => rule)).toEqual(["crl-limit"])
	})

	test("thousands of lists that others signed end with unknown, and spend no more signatures than are allowed", async () => {
		const namesake = await makeAuthority({ subject: "CN=Bounds Issuing" })
		const crl = await makeCrl(namesake)
		const found = await ask({ profile: "openssl", crls: Array.from({ length: 5_000 }, () => crl) })
		const rules = found.reasons.map(({ rule }) => rule)
		expect(rules).toContain("revocation-unknown")
		expect(rules).toContain("crl-limit")
	})
})

describe("certificates", () => {
	test("an intermediate beyond the limit is a reason of its own", async () => {
		const given = (count: number) => Array.from({ length: count }, () => middle.der)
		expect((await ask({ intermediates: given(certificatesMax) })).reasons).toEqual([])
		const found = await ask({ intermediates: given(certificatesMax + 1) })
		expect(found.reasons.map(({ rule }) => rule)).toEqual(["chain-too-long"])
	})
})
