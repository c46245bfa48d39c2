import { beforeAll, describe, expect, test } from "vitest"
import {
	keyUsageBit,
	type MadeCertificate,
	makeAuthority,
	makeCertificate,
	usage,
} from "../testing/make-certificate.ts"
import { type VerifyProfile, verifyProfiles } from "./profiles.ts"
import { type ProfileQuestion, verifyProfile } from "./verify-profile.ts"

const at = Date.parse("2030-06-01T00:00:00Z")
const names = [{ type: "dns", value: "api.example.test" }] as const

let root: MadeCertificate
let middle: MadeCertificate
let leaf: MadeCertificate

beforeAll(async () => {
	root = await makeAuthority({ subject: "CN=Profile Root" })
	middle = await makeAuthority({ subject: "CN=Profile Issuing", issuer: root, withKeyIds: true })
	leaf = await makeCertificate({
		subject: "O=leaf",
		issuer: middle,
		names,
		eku: [usage.server],
		withKeyIds: true,
	})
})

function ask(profile: VerifyProfile, more: Partial<ProfileQuestion> = {}) {
	const base = {
		leaf: leaf.der,
		intermediates: [middle.der],
		roots: [root.der],
		at,
		usage: "server",
	} as const
	return verifyProfile({ ...base, profile, name: "api.example.test", ...more })
}

async function rules(profile: VerifyProfile, more?: Partial<ProfileQuestion>) {
	return (await ask(profile, more)).reasons.map(({ rule, certificate }) => `${rule}@${certificate ?? "-"}`)
}

describe.each(verifyProfiles)("profile %s", (profile) => {
	test("refuses a chain without its intermediate, and says who was tried", async () => {
		const found = await ask(profile, { intermediates: [] })
		expect(found.verdict).toBe("rejected")
		expect(found.anchored).toBe(false)
		expect(found.tried.flatMap(({ reasons }) => reasons.map(({ rule }) => rule))).toContain("issuer-name")
	})

	test("refuses another name", async () => {
		expect(await rules(profile, { name: "other.example.test" })).toContain("hostname-mismatch@0")
	})

	test("refuses an expired leaf", async () => {
		expect(await rules(profile, { at: Date.parse("2999-01-01T00:00:00Z") })).toContain(
			"expired-server-cert@0",
		)
	})

	test("ends on bytes that are no certificate", async () => {
		const junk = new Uint8Array([0x30, 0x80, 1])
		expect((await ask(profile, { leaf: junk })).verdict).toBe("rejected")
		expect((await ask(profile, { roots: [junk], crls: [junk] })).verdict).toBe("rejected")
	})
})

test.each(["openssl", "node", "go", "java", "grpc-core"] as const)(
	"%s accepts the sound chain",
	async (profile) => {
		expect(await rules(profile)).toEqual([])
	},
)

test("rfc5280 wants a key id that names the issuer's key", async () => {
	const bare = await makeCertificate({ subject: "O=bare", issuer: middle, names, eku: [usage.server] })
	expect(await rules("rfc5280", { leaf: bare.der })).toContain("key-identifier@0")
	expect(await rules("go", { leaf: bare.der })).toEqual([])
})

test("OpenSSL and Node end a path only at a self-issued anchor, unless told otherwise", async () => {
	expect((await ask("openssl", { roots: [middle.der], intermediates: [] })).opensslError).toMatchObject({
		code: 20,
		depth: 1,
	})
	expect(
		await rules("openssl", { roots: [middle.der], intermediates: [], allowsPartialChain: true }),
	).toEqual([])
	expect(await rules("go", { roots: [middle.der], intermediates: [] })).toEqual([])
})

test("Java takes an anchor as a name and a key, whatever its validity", async () => {
	const notAfter = new Date("2029-01-01T00:00:00Z")
	const old = await makeAuthority({ subject: "CN=Old Root", notBefore: new Date("2020-01-01"), notAfter })
	const own = await makeCertificate({
		subject: "O=own",
		issuer: old,
		names,
		eku: [usage.server],
		withKeyIds: true,
	})
	const question = { leaf: own.der, intermediates: [], roots: [old.der] }
	expect(await rules("java", question)).toEqual([])
	expect((await ask("openssl", question)).opensslError).toMatchObject({ code: 10, depth: 1 })
})

test("OpenSSL and Java want a leaf whose key usage fits a handshake; Go does not look", async () => {
	const odd = await makeCertificate({
		subject: "O=odd",
		issuer: middle,
		names,
		eku: [usage.server],
		withKeyIds: true,
		keyUsage: keyUsageBit.keyCertSign,
	})
	expect(await rules("openssl", { leaf: odd.der })).toContain("key-usage@0")
	expect(await rules("java", { leaf: odd.der })).toContain("key-usage@0")
	expect(await rules("go", { leaf: odd.der })).toEqual([])
})

test("a limit on the depth is a reason of its own", async () => {
	expect(await rules("go", { depthMax: 0 })).toEqual(["chain-too-long@-"])
	expect(await rules("go", { depthMax: 1 })).toEqual([])
})

test("a demand for a policy that nobody asserts is refused", async () => {
	expect(await rules("java", { policies: { requireExplicit: true } })).toContain("no-valid-policy@1")
})

test("without a usable CRL a revocation that was asked for is unknown, not good", async () => {
	expect(await rules("openssl", { crls: [] })).toEqual(["revocation-unknown@0"])
})

test("a web of CAs that sign each other under one name ends with a verdict or a named limit", async () => {
	const subject = "CN=Cycle"
	const first = await makeAuthority({ subject })
	const cycle = await Promise.all(Array.from({ length: 40 }, () => makeAuthority({ subject, issuer: first })))
	const own = await makeCertificate({ subject: "O=own", issuer: first, names, eku: [usage.server] })
	const found = await ask("go", { leaf: own.der, intermediates: cycle.map(({ der }) => der) })
	expect(found.verdict).toBe("rejected")
	expect(found.tried.length).toBeLessThanOrEqual(200)
})
