import { beforeAll, describe, expect, test } from "vitest"
import {
	keyUsageBit,
	type MadeCertificate,
	makeAuthority,
	makeCertificate,
	rawExtension,
	usage,
} from "../testing/make-certificate.ts"
import { type ChainQuestion, verifyChain, wireCertificatesMax } from "./verify-chain.ts"

const at = Date.parse("2030-06-01T00:00:00Z")
const name = "api.example.test"
const names = [{ type: "dns", value: name }] as const
const early = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2020-12-31T00:00:00Z") }
const late = { notBefore: new Date("2031-01-01T00:00:00Z"), notAfter: new Date("2031-12-31T00:00:00Z") }

let root: MadeCertificate
let intermediate: MadeCertificate
let leaf: MadeCertificate

beforeAll(async () => {
	root = await makeAuthority({ subject: "O=Test House, CN=Test Root CA" })
	intermediate = await makeAuthority({ subject: "O=Test House, CN=Test Issuing CA", issuer: root, ca: 0 })
	leaf = await makeLeaf(intermediate)
})

function makeLeaf(issuer: MadeCertificate, more: Partial<Parameters<typeof makeCertificate>[0]> = {}) {
	return makeCertificate({
		subject: "CN=leaf",
		issuer,
		names,
		eku: [usage.server],
		withKeyIds: true,
		...more,
	})
}

function verify(
	chain: readonly MadeCertificate[],
	roots: readonly MadeCertificate[],
	more?: Partial<ChainQuestion>,
) {
	const question = { at, usage: "server", name, trustSource: "ca.pem (1 certificate)", ...more } as const
	return verifyChain({ ...question, chain: chain.map(({ der }) => der), roots: roots.map(({ der }) => der) })
}

function rulesOf({ reasons }: Awaited<ReturnType<typeof verifyChain>>) {
	return reasons.map(({ rule, certificate }) => `${rule}@${certificate ?? "-"}`)
}

describe("verifyChain accepts", () => {
	test("a whole chain, and links it from leaf to trust anchor", async () => {
		const found = await verify([leaf, intermediate], [root], { openssl: "ok" })
		expect(found).toMatchObject({ verdict: "accepted", reasons: [], anchored: true, openssl: "ok" })
		expect(found.path.map(({ from, certificate }) => [from, certificate])).toEqual([
			["wire", 0],
			["wire", 1],
			["trust-anchor", undefined],
		])
		expect(found.name).toEqual({ wanted: name, kind: "dns", matched: name, got: [name] })
	})

	test("certificates in any order, with strangers, duplicates and the root among them", async () => {
		const stranger = await makeAuthority({ subject: "CN=Stranger" })
		const found = await verify([leaf, root, stranger, intermediate, intermediate], [root])
		expect(found).toMatchObject({ verdict: "accepted", anchored: true })
		expect(found.path.at(-1)).toMatchObject({ from: "trust-anchor", certificate: 1 })
	})

	test("an intermediate or the leaf itself as trust anchor", async () => {
		expect((await verify([leaf], [intermediate])).verdict).toBe("accepted")
		expect((await verify([leaf], [leaf])).verdict).toBe("accepted")
	})

	test("the second path when the first one is expired", async () => {
		const expired = await makeAuthority({
			subject: "O=Test House, CN=Test Issuing CA",
			issuer: root,
			keys: intermediate.keys,
			...early,
		})
		expect((await verify([leaf, expired, intermediate], [root])).verdict).toBe("accepted")
	})

	test.each([
		["Ed25519", { name: "Ed25519" }, { name: "Ed25519" }],
		["ECDSA P-384", { name: "ECDSA", namedCurve: "P-384" }, { name: "ECDSA", hash: "SHA-384" }],
		["ECDSA P-521", { name: "ECDSA", namedCurve: "P-521" }, { name: "ECDSA", hash: "SHA-512" }],
		["RSA", rsa("RSASSA-PKCS1-v1_5"), { name: "RSASSA-PKCS1-v1_5" }],
		["RSA-PSS", rsa("RSA-PSS"), { name: "RSA-PSS", saltLength: 32 }],
	])("signatures of %s", async (_, keyAlgorithm, signingAlgorithm) => {
		const authority = await makeAuthority({ subject: "CN=Other Root", keyAlgorithm, signingAlgorithm })
		const below = await makeLeaf(authority, { signingAlgorithm })
		expect(await verify([below], [authority])).toMatchObject({ verdict: "accepted", reasons: [] })
	})
})

describe("verifyChain says which issuer is the problem", () => {
	test("a CA that is not trusted, by its root on the wire", async () => {
		const other = await makeAuthority({ subject: "CN=Stranger CA" })
		const found = await verify([await makeLeaf(other), other], [root])
		expect(rulesOf(found)).toEqual(["untrusted-issuer@1"])
		expect(found).toMatchObject({ verdict: "rejected", anchored: false })
		expect(found).not.toHaveProperty("missingIssuer")
	})

	test("a CA that is not trusted and was not sent", async () => {
		const other = await makeAuthority({ subject: "O=Nobody, CN=Stranger CA" })
		const found = await verify([await makeLeaf(other)], [root])
		expect(rulesOf(found)).toEqual(["untrusted-issuer@0"])
		expect(found.missingIssuer).toMatchObject({ subject: "CN=Stranger CA,O=Nobody" })
	})

	test("an intermediate that was not sent", async () => {
		const found = await verify([leaf], [root])
		expect(rulesOf(found)).toEqual(["missing-intermediate@0"])
		expect(found.missingIssuer).toMatchObject({ subject: "CN=Test Issuing CA,O=Test House" })
		expect(found.missingIssuer?.keyId).toMatch(/^[0-9a-f]{40}$/)
	})

	test("an intermediate that was not sent, although the root was", async () => {
		const found = await verify([leaf, root], [root])
		expect(rulesOf(found)).toEqual(["missing-intermediate@0"])
	})

	test("a self-signed leaf", async () => {
		const own = await makeCertificate({ subject: "CN=alone", names })
		expect(rulesOf(await verify([own], [root]))).toEqual(["self-signed-leaf@0"])
	})

	test.each([true, false])("a CA made anew under the same name (root sent: %s)", async (isSent) => {
		const renewed = await makeAuthority({ subject: "O=Test House, CN=Test Root CA" })
		const chain = [await makeLeaf(renewed), ...(isSent ? [renewed] : [])]
		const found = await verify(chain, [root])
		expect(rulesOf(found)).toEqual([`trust-bundle-missing-or-stale@${isSent ? 1 : 0}`])
		expect(found.reasons[0]?.text).toContain("made anew")
	})

	test("no trust anchors at all", async () => {
		expect(rulesOf(await verify([leaf, intermediate], []))).toEqual(["trust-bundle-missing-or-stale@1"])
	})

	test("a signature that was tampered with", async () => {
		const changed = Uint8Array.from(leaf.der)
		changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
		const found = await verify([{ ...leaf, der: changed }, intermediate], [root])
		expect(rulesOf(found)).toEqual(["bad-signature@0"])
	})
})

describe("verifyChain names", () => {
	test("every fault of a certificate at once, leaf first", async () => {
		const bad = await makeLeaf(intermediate, {
			...early,
			eku: [usage.client],
			names: [{ type: "dns", value: "b.test" }],
		})
		const found = await verify([bad, intermediate], [root])
		expect(rulesOf(found)).toEqual([
			"hostname-mismatch@0",
			"expired-server-cert@0",
			"server-cert-wrong-eku@0",
		])
		expect(found.anchored).toBe(true)
	})

	test("by how much a validity is missed", async () => {
		const old = await verify([await makeLeaf(root, early)], [root], {
			at: Date.parse("2021-01-03T01:00:00Z"),
		})
		expect(old.reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining("expired 3 days ago"))
		const young = await verify([await makeLeaf(root, late)], [root], {
			at: Date.parse("2030-12-31T22:00:00Z"),
		})
		expect(young.reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining("another 2 hours"))
	})

	test.each([
		["expired-client-cert@0", early],
		["client-cert-wrong-eku@0", { eku: [usage.server] }],
		["not-yet-valid@0", late],
	])("%s when a client certificate is verified", async (rule, more) => {
		const client = await makeLeaf(intermediate, { eku: [usage.client], ...more })
		const found = await verifyChain({
			chain: [client.der, intermediate.der],
			roots: [root.der],
			at,
			usage: "client",
			trustSource: "ca.pem",
		})
		expect(rulesOf(found)).toEqual([rule])
	})

	test("an expired trust anchor as a stale bundle", async () => {
		const old = await makeAuthority({ subject: "CN=Old Root", ...early })
		expect(rulesOf(await verify([await makeLeaf(old)], [old]))).toEqual(["trust-bundle-missing-or-stale@-"])
	})

	test("an issuer that is no CA, may not sign, or is too deep", async () => {
		const noCa = await makeCertificate({ subject: "CN=no ca", issuer: root })
		expect(rulesOf(await verify([await makeLeaf(noCa), noCa], [root]))).toEqual([
			"ca-without-basic-constraints@1",
		])
		const noSign = await makeCertificate({
			subject: "CN=no sign",
			issuer: root,
			ca: true,
			keyUsage: keyUsageBit.cRLSign,
		})
		expect(rulesOf(await verify([await makeLeaf(noSign), noSign], [root]))).toEqual(["key-usage@1"])
		const deep = await makeAuthority({ subject: "CN=deep", issuer: intermediate })
		const found = await verify([await makeLeaf(deep), deep, intermediate], [root])
		expect(rulesOf(found)).toEqual(["path-length-exceeded@2"])
	})

	test("an extended key usage of an intermediate that leaves serverAuth out", async () => {
		const narrow = await makeAuthority({ subject: "CN=narrow", issuer: root, eku: [usage.client] })
		expect(rulesOf(await verify([await makeLeaf(narrow), narrow], [root]))).toEqual([
			"server-cert-wrong-eku@1",
		])
	})

	test("name constraints that exclude the leaf", async () => {
		const onlyOther = Uint8Array.of(0x30, 0x0e, 0xa0, 0x0c, 0x30, 0x0a, 0x82, 0x08, ...ascii("foo.test"))
		const extensions = [rawExtension("2.5.29.30", true, onlyOther)]
		const limited = await makeAuthority({ subject: "CN=limited", issuer: root, extensions })
		const found = await verify([await makeLeaf(limited), limited], [root])
		expect(rulesOf(found)).toEqual(["name-constraint-violation@0"])
		const allowed = await makeLeaf(limited, { names: [{ type: "dns", value: "a.foo.test" }] })
		expect(rulesOf(await verify([allowed, limited], [root], { name: "a.foo.test" }))).toEqual([])
	})

	test("a critical extension that nobody knows", async () => {
		const extensions = [rawExtension("1.2.3.4", true, Uint8Array.of(5, 0))]
		const odd = await makeLeaf(root, { extensions })
		expect(rulesOf(await verify([odd], [root]))).toEqual(["unknown-critical-extension@0"])
	})

	test("weak keys and SHA-1 below the trust anchor, not in it", async () => {
		const weak = { ...rsa("RSASSA-PKCS1-v1_5"), modulusLength: 1024, hash: "SHA-1" }
		const old = await makeAuthority({
			subject: "CN=weak",
			keyAlgorithm: weak,
			signingAlgorithm: { name: "RSASSA-PKCS1-v1_5" },
		})
		const below = await makeLeaf(old, { keyAlgorithm: weak, signingAlgorithm: { name: "RSASSA-PKCS1-v1_5" } })
		expect(rulesOf(await verify([below], [old]))).toEqual([
			"weak-signature-or-key@0",
			"weak-signature-or-key@0",
		])
	})

	test("an unreadable certificate beside a good path, because Go refuses the whole message", async () => {
		const found = await verifyChain({
			chain: [leaf.der, intermediate.der, Uint8Array.of(0x30, 0x80)],
			roots: [root.der],
			at,
			usage: "server",
			trustSource: "ca.pem",
		})
		expect(rulesOf(found)).toEqual(["unreadable-certificate@2"])
	})
})

describe("verifyChain is bounded", () => {
	test("without any certificate it says so", async () => {
		expect(rulesOf(await verify([], [root]))).toEqual(["unreadable-certificate@-"])
	})

	test("more than 200 certificates are a reason of their own", async () => {
		const many = new Array<MadeCertificate>(wireCertificatesMax + 1).fill(leaf)
		expect(rulesOf(await verify(many, [intermediate]))).toEqual(["chain-too-long@-"])
	})

	test("a mesh of look-alike issuers ends after 100 signatures", async () => {
		const subject = "CN=mesh"
		const makers = Array.from({ length: 120 }, () => makeCertificate({ subject, ca: true }))
		const mesh = await Promise.all(makers)
		const below = await makeLeaf(await makeAuthority({ subject }))
		const found = await verify([below, ...mesh], [root])
		expect(rulesOf(found)).toContain("path-search-limit@-")
	})
})

function rsa(algorithm: string) {
	return { name: algorithm, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" }
}

function ascii(text: string): Uint8Array {
	return new TextEncoder().encode(text)
}
