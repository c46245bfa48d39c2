import { describe, expect, it } from "vitest"
import { type MadeCertificate, makeAuthority } from "#x509/testing/make-certificate"
import { compareBundles, describeBundle } from "./compare-bundles.ts"

const at = Date.parse("2030-06-01T00:00:00Z")
const authority = (subject: string, domain = "example.org") =>
	makeAuthority({ subject, names: [{ type: "url", value: `spiffe://${domain}` }], withKeyIds: true })
const [one, two, again, other] = await Promise.all([
	authority("CN=One"),
	authority("CN=Two"),
	authority("CN=One"),
	authority("CN=Other", "other.org"),
])
/** The key of one, in a certificate of its own. */
const renewed = await makeAuthority({
	subject: "CN=One",
	keys: one.keys,
	names: [{ type: "url", value: "spiffe://example.org" }],
	serial: "02",
})
/** Two authorities that state no key identifier. */
const [bare, bareAgain] = await Promise.all(
	["03", "04"].map((serial) => makeAuthority({ subject: "CN=Bare", serial, withKeyIds: false })),
)
const bundle = (name: string, made: readonly MadeCertificate[], sequence?: number) =>
	describeBundle(
		{ name, authorities: made.map(({ der }) => der), ...(sequence === undefined ? {} : { sequence }) },
		at,
	)

describe("describeBundle", () => {
	it("names trust domains, and says what is wrong with a bundle", async () => {
		const facts = await bundle("mixed", [one, other])
		expect(facts.trustDomains).toEqual(["example.org", "other.org"])
		expect(facts.notes.join(" ")).toContain("It mixes authorities of example.org, other.org")
		const later = await describeBundle(
			{ name: "old", authorities: [one.der, Uint8Array.of(1)] },
			Date.parse("2040-01-01"),
		)
		expect(later.notes).toEqual(["1 of 1 authorities has ended.", "1 of its entries cannot be read."])
		expect((await bundle("empty", [])).notes[0]).toContain("holds no authority")
	})
})

describe("compareBundles", () => {
	it.each([
		[[one], [one], "Both bundles hold the same authorities.", [1, 0, 0, 0]],
		[[one], [one, two], "first lacks an authority of second: what those sign is refused.", [1, 0, 1, 0]],
		[[one, two], [one], "second lacks an authority of first: what those sign is refused.", [1, 1, 0, 0]],
		[
			[one],
			[again],
			"The bundles have no authority in common: what one side signs, the other refuses.",
			[0, 1, 1, 1],
		],
		[
			[one],
			[other],
			"The bundles are of two trust domains: first of example.org, second of other.org.",
			[0, 1, 1, 0],
		],
		[[], [], "Both bundles are empty.", [0, 0, 0, 0]],
	] as const)("tells what two bundles have in common (%#)", async (a, b, sentence, counts) => {
		const found = compareBundles(await bundle("first", a), await bundle("second", b))
		expect(found.sentence).toBe(sentence)
		expect([found.same, found.onlyFirst, found.onlySecond, found.rekeyed].map((list) => list.length)).toEqual(
			counts,
		)
	})

	it("does not call a CA certificate that was made anew with its key another authority", async () => {
		const found = compareBundles(await bundle("first", [one]), await bundle("second", [renewed]))
		expect([found.reissued.length, found.rekeyed.length]).toEqual([1, 0])
		expect(found.sentence).toMatch(/^Both bundles hold the same keys, in part in other certificates/)
		const both = compareBundles(await bundle("first", [one]), await bundle("second", [one, renewed]))
		expect([both.onlySecond.length, both.sentence]).toEqual([1, found.sentence])
		const more = compareBundles(await bundle("first", [one]), await bundle("second", [renewed, two]))
		expect(more.sentence).toBe("first lacks an authority of second: what those sign is refused.")
	})

	it("compares keys themselves, not the key identifiers that certificates state or leave out", async () => {
		if (bare === undefined || bareAgain === undefined) throw new Error("both were made above")
		const found = compareBundles(await bundle("first", [bare]), await bundle("second", [bareAgain]))
		expect(found.rekeyed.map(({ first }) => first.keyId)).toEqual([undefined])
		expect(found.reissued).toEqual([])
	})

	it("does not mind the order in which a bundle lists its trust domains", async () => {
		const found = compareBundles(await bundle("first", [one, other]), await bundle("second", [other, one]))
		expect(found.sentence).toBe("Both bundles hold the same authorities.")
	})

	it("says which one is older where both number themselves", async () => {
		const found = compareBundles(await bundle("cached", [one], 4), await bundle("served", [one, two], 7))
		expect(found.sentence).toMatch(/cached is the older one/)
	})
})
