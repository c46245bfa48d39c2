import { describe, expect, test } from "vitest"
import { Secret } from "#base/secret"
import { createAuthority } from "../authority.ts"
import { issueCertificate } from "../issue.ts"
import { inspect } from "./inspect.ts"
import { inspectMany, type NamedInput } from "./inspect-many.ts"

const at = Date.now()
const root = await createAuthority({ commonName: "Root" })
const middle = await createAuthority({ commonName: "Middle", parent: root })
const issue = (dns: string) =>
	issueCertificate({ authority: middle, subject: `CN=${dns}`, dns: [dns], eku: ["serverAuth"] })
const leaf = await issue("api.example.com")
const other = await issue("web.example.com")
const input = (name: string, text: string, more: Partial<NamedInput> = {}): NamedInput => ({
	name,
	bytes: new TextEncoder().encode(text),
	...more,
})
const key = input("key", leaf.privateKeyPem.reveal())

describe("inputs that belong together", () => {
	test("a key finds its certificate in another input", async () => {
		const { keys, inspections, certificates } = await inspectMany(
			[key, input("root", root.pem), input("chain", leaf.pem + middle.pem)],
			{ at },
		)
		const own = certificates.find(({ description }) => description?.commonName === "api.example.com")
		expect(keys).toMatchObject([{ input: 0, owners: [own?.sha256] }])
		expect(inspections[0]?.keys[0]?.matchesElsewhere).toEqual([{ file: "chain", position: 0 }])
	})

	test("a key of nobody has no owners, and a locked one none that are known", async () => {
		const { keys } = await inspectMany([key, input("other", other.pem)], { at })
		expect(keys).toMatchObject([{ owners: [] }])
	})

	test("the chain goes through every input, and breaks where one is taken away", async () => {
		const inputs = [input("leaf", leaf.pem), input("middle", middle.pem), input("root", root.pem)]
		const whole = await inspectMany(inputs, { at })
		expect(whole.chain).toMatchObject({ hasAnchors: true, verification: { verdict: "accepted" } })
		const gap = await inspectMany(
			[inputs[0], inputs[2]].flatMap((each) => each ?? []),
			{ at },
		)
		expect(gap.chain?.verification.missingIssuer?.subject).toBe("CN=Middle")
	})

	test("the same certificate in two inputs is one, trusted when it is trusted in either", async () => {
		const { certificates } = await inspectMany(
			[input("a", middle.pem), input("b", middle.pem, { isTrusted: true })],
			{ at },
		)
		expect(certificates).toMatchObject([{ input: 0, isTrusted: true }])
	})

	test("a leaf that is asked for begins the chain", async () => {
		const inputs = [input("a", leaf.pem), input("b", other.pem), input("c", middle.pem + root.pem)]
		const { leaves } = await inspectMany(inputs, { at })
		const wanted = leaves.find(({ description }) => description?.commonName === "web.example.com")?.sha256
		const { chain } = await inspectMany(inputs, {
			at,
			wish: wanted === undefined ? {} : { leaf: wanted },
		})
		expect(chain?.leaf.sha256).toBe(wanted)
	})
})

describe("each input by itself", () => {
	test("is told of as it is alone, and no order is asked of several files", async () => {
		const inputs = [input("root", root.pem), input("leaf", leaf.pem), input("middle", middle.pem)]
		const { inspections, lints } = await inspectMany(inputs, { at })
		for (const [index, each] of inputs.entries()) {
			const { sentence, kind, certificates } = await inspect(each.bytes, { at })
			expect(inspections[index]).toMatchObject({ sentence, kind, certificates })
		}
		expect(lints.filter(({ lint }) => lint.rule.startsWith("chain-"))).toEqual([])
	})

	test("knows its issuer in another input, so that a leaf outliving it is found", async () => {
		const brief = await createAuthority({
			commonName: "Brief",
			notBefore: new Date(at - 60_000),
			lifetimeMs: 3_600_000,
		})
		const long = await issueCertificate({
			authority: brief,
			notBefore: new Date(at - 60_000),
			subject: "CN=x",
			dns: ["x.example.com"],
		})
		const { lints } = await inspectMany([input("a", long.pem), input("b", brief.pem)], { at })
		expect(lints.map(({ lint }) => lint.rule)).toContain("outlives-issuer")
	})

	test("what cannot be read stands beside what can, and no password is shown", async () => {
		const password = new Secret("correct horse")
		const joined = await inspectMany([input("noise", "hello", { password }), key], { at })
		expect(joined.inspections.map(({ kind }) => kind)).toEqual(["unreadable", "key"])
		const said = JSON.stringify(joined)
		expect(said).not.toContain("correct horse")
		expect(said).not.toContain(leaf.privateKeyPem.reveal().split("\n")[1])
	})
})
