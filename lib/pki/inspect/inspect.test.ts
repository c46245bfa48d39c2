import "reflect-metadata"
import { spawnSync } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as x509 from "@peculiar/x509"
import { afterAll, describe, expect, test } from "vitest"
import { Secret } from "#base/secret"
import { makeChain } from "../testing/made-chain.ts"
import { inspect } from "./inspect.ts"

const at = Date.now()
const word = "correct horse"
const { root, leaf, svid } = await makeChain()
const key = leaf.privateKeyPem.reveal()
const locked = generateKeyPairSync("ec", { namedCurve: "P-256" })
	.privateKey.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: word })
	.toString()
const derOf = (pem: string) => Uint8Array.from(Buffer.from(pem.replace(/-----.*-----|\s/g, ""), "base64"))
const look = (input: string | Uint8Array, password?: string) =>
	inspect(typeof input === "string" ? new TextEncoder().encode(input) : input, {
		at,
		...(password === undefined ? {} : { password: new Secret(password) }),
	})

async function makeRequest(): Promise<string> {
	const signingAlgorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
	const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ["sign", "verify"])
	const extensions = [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "new.example.com" }])]
	const made = await x509.Pkcs10CertificateRequestGenerator.create({
		...{ name: "CN=new", keys, signingAlgorithm, extensions },
	})
	return made.toString("pem")
}

describe("what bytes hold", () => {
	test.each([
		["a certificate in PEM", leaf.pem, "certificate", "PEM", /for api\.example\.com, issued by CN=Root/],
		["a certificate in DER", derOf(leaf.pem), "certificate", "DER", /for api\.example\.com/],
		["a chain", leaf.pem + root.pem, "bundle", "PEM", /2 certificates/],
		["an SVID", svid.pem, "svid", "PEM", /X\.509-SVID for spiffe:\/\/example\.org\/api/],
		["a private key", key, "key", "PEM", /private key: EC P-256/],
		["a certificate with its key", leaf.pem + key, "certificate", "PEM", /with 1 private key/],
		["text around the blocks", `first\n${leaf.pem}\nlast\n`, "certificate", "PEM", /api\.example\.com/],
	] as const)("says of %s what it is", async (_, input, kind, format, sentence) => {
		const { sentence: said, ...facts } = await look(input)
		expect(facts).toMatchObject({ schema: "countersign.inspect/v1", kind, format, problems: [] })
		expect(said).toMatch(sentence)
	})

	test("reads a request, who asks, for what, and whether the signature holds", async () => {
		const pem = await makeRequest()
		const { kind, requests } = await look(pem)
		expect(kind).toBe("csr")
		expect(requests).toMatchObject([
			{ subject: "CN=new", sans: { dns: ["new.example.com"] }, signature: "valid", isCa: false },
		])
		const broken = derOf(pem)
		broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1
		const { requests: others, lints } = await look(broken)
		expect(others[0]?.signature).toBe("invalid")
		expect(lints.some(({ severity }) => severity === "error")).toBe(true)
	})

	test("finds the certificates that a key belongs to, wherever they stand", async () => {
		expect((await look(root.pem + key + leaf.pem)).keys).toMatchObject([{ matches: [1] }])
		expect((await look(root.pem + key)).keys).toMatchObject([{ matches: [] }])
	})

	test("holds an SVID to every rule of the standard", async () => {
		const { checklist = [], spiffeId } = await look(svid.pem)
		expect(spiffeId).toBe("spiffe://example.org/api")
		expect(checklist.length).toBeGreaterThan(5)
		expect(checklist.filter(({ verdict }) => verdict === "fail")).toEqual([])
		expect((await look(leaf.pem)).checklist).toBeUndefined()
	})

	test("keeps what can be read beside what cannot", async () => {
		const odd = "-----BEGIN SOMETHING-----\nAAAA\n-----END SOMETHING-----\n"
		const { kind, certificates, problems } = await look(leaf.pem + odd)
		expect([kind, certificates.length]).toEqual(["certificate", 1])
		expect(problems).toMatchObject([{ kind: "unsupported", text: expect.stringContaining("SOMETHING") }])
	})

	test("names the lint and the certificate, and none of a sound one", async () => {
		const { lints } = await look(leaf.pem + root.pem)
		expect(lints.filter(({ severity }) => severity === "error")).toEqual([])
		const late = await inspect(derOf(leaf.pem), { at: at + 1e13 })
		expect(late.lints).toContainEqual(expect.objectContaining({ severity: "error", certificate: 0 }))
	})
})

describe("what cannot be read", () => {
	test.each([
		["nothing", new Uint8Array(), undefined, "empty"],
		["a text", "hello", undefined, "unknown-format"],
		["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), undefined, "unknown-format"],
		["a block without its end", leaf.pem.slice(0, 300), undefined, "damaged"],
		["half a certificate in DER", derOf(leaf.pem).subarray(0, 200), undefined, "damaged"],
		["JSON that is no bundle", '{"a":1}', undefined, "unknown-format"],
		["too much", new Uint8Array(9_000_000).fill(0x30), undefined, "too-large"],
	] as const)("is unreadable and says why: %s", async (_, input, password, kind) => {
		const inspection = await look(input, password)
		expect(inspection).toMatchObject({
			kind: "unreadable",
			certificates: [],
			lints: [],
			problems: [{ kind }],
		})
		expect(inspection.problems[0]?.hint).toMatch(/\S/)
	})

	test("tells a missing password from a wrong one, and shows nothing of either", async () => {
		expect((await look(locked)).keys).toMatchObject([{ problem: { kind: "password-missing" } }])
		const wrong = await look(locked, "battery staple")
		expect(wrong.keys).toMatchObject([{ problem: { kind: "password-wrong" } }])
		expect(JSON.stringify(wrong)).not.toContain("battery")
		expect((await look(locked, word)).keys).toMatchObject([{ keyType: "EC P-256" }])
	})

	test("names the line of a character that is no base64", async () => {
		const lines = leaf.pem.split("\n")
		const text = lines.map((line, index) => (index === 3 ? `!${line.slice(1)}` : line)).join("\n")
		expect((await look(text)).problems[0]?.text).toContain("line 4")
	})

	test("no cut and no changed byte of a certificate makes it throw", async () => {
		const der = derOf(svid.pem)
		for (let index = 0; index < der.length; index += 7) {
			expect(await look(der.subarray(0, index))).toMatchObject({ kind: "unreadable" })
			const changed = Uint8Array.from(der)
			changed[index] = (changed[index] ?? 0) ^ 0xff
			expect((await look(changed)).schema).toBe("countersign.inspect/v1")
		}
	})

	test("says how many of very many certificates it leaves out", async () => {
		const der = derOf(leaf.pem)
		const many = new Uint8Array(der.length * 501)
		for (let index = 0; index < 501; index += 1) many.set(der, index * der.length)
		const { certificates, problems } = await look(many)
		expect(certificates).toHaveLength(500)
		expect(problems).toMatchObject([{ kind: "too-large", text: expect.stringContaining("501") }])
	})
})

const folder = mkdtempSync(join(tmpdir(), "inspect-test-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0

describe.skipIf(!hasOpenssl)(
	`what OpenSSL writes${hasOpenssl ? "" : " (skipped: openssl is absent)"}`,
	() => {
		const write = (words: readonly string[]) => {
			writeFileSync(join(folder, "leaf.pem"), leaf.pem)
			writeFileSync(join(folder, "root.pem"), root.pem)
			writeFileSync(join(folder, "key.pem"), key)
			const made = spawnSync("openssl", [...words, "-out", "made"], { cwd: folder })
			expect(made.status, made.stderr.toString()).toBe(0)
			return Uint8Array.from(readFileSync(join(folder, "made")))
		}
		const pkcs12 = ["pkcs12", "-export", "-in", "leaf.pem", "-inkey", "key.pem", "-certfile", "root.pem"]
		const store = [...pkcs12, "-name", "api", "-passout", `pass:${word}`]

		test.each([
			["of today", store],
			["of triple DES", [...store, "-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES"]],
		])("a PKCS #12 file %s opens with its password alone", async (_, words) => {
			const bytes = write(words)
			const { kind, format, entries, keys, certificates } = await look(bytes, word)
			expect({ kind, format }).toEqual({ kind: "keystore", format: "PKCS #12" })
			expect(entries?.some(({ alias }) => alias === "api")).toBe(true)
			expect(certificates).toHaveLength(2)
			expect(keys).toMatchObject([{ keyType: "EC P-256", matches: [expect.any(Number)] }])
			expect((await look(bytes, "wrong")).problems).toMatchObject([{ kind: "password-wrong" }])
			expect((await look(bytes)).problems).toMatchObject([{ kind: "password-missing" }])
			expect((await look(bytes.subarray(0, 400), word)).problems).toMatchObject([{ kind: "damaged" }])
		})

		test.each(["PEM", "DER"])("PKCS #7 in %s gives its certificates", async (form) => {
			const words = ["crl2pkcs7", "-nocrl", "-certfile", "leaf.pem", "-certfile", "root.pem"]
			const { kind, certificates } = await look(write([...words, "-outform", form]))
			expect([kind, certificates.length]).toEqual(["bundle", 2])
		})
	},
)
