import { createPrivateKey } from "node:crypto"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeChain } from "#pki/testing/made-chain"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let folder: string
const pem = { root: "", middle: "", leaf: "", svid: "", key: "" }
const file = (name: keyof typeof pem | "chain" | "noise") => join(folder, `${name}.pem`)

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "cert-test-"))
	const { root, middle, leafOfMiddle: leaf, svid } = await makeChain()
	Object.assign(pem, { root: root.pem, middle: middle.pem, leaf: leaf.pem, svid: svid.pem })
	pem.key = leaf.privateKeyPem.reveal()
	for (const name of ["root", "middle", "leaf", "svid", "key"] as const)
		await writeFile(file(name), pem[name])
	await writeFile(file("chain"), pem.leaf + pem.middle)
	await writeFile(file("noise"), "this is nothing")
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(words: readonly string[], input = "") {
	const io = recordingIo(input)
	const code = await runCli(["cert", ...words], io)
	return { code, text: io.text(), talked: io.talked() }
}

async function answers(words: readonly string[], requests: readonly unknown[]) {
	const lines = requests.map((request) => (typeof request === "string" ? request : JSON.stringify(request)))
	const { text } = await run([...words, "--jsonl"], lines.join("\n"))
	return text
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line))
}

describe("countersign cert verify", () => {
	it("accepts a whole chain by the rules of every runtime", async () => {
		const { code, text } = await run([
			"verify",
			file("chain"),
			"--roots",
			file("root"),
			"--name",
			"api.example.com",
		])
		expect(code).toBe(0)
		expect(text).toContain("The chain holds for every runtime.")
	})

	it("says what is missing when the intermediate is", async () => {
		const { code, text } = await run(["verify", file("leaf"), "--ca", file("root"), "--json"])
		expect(code).toBe(1)
		const { profiles } = JSON.parse(text)
		expect(profiles).toHaveLength(6)
		for (const { verdict, reasons } of profiles) {
			expect(verdict).toBe("rejected")
			expect(reasons[0]).toMatchObject({ certificate: 0, text: expect.stringContaining("CN=Middle") })
		}
	})

	it("says that nothing is trusted without roots, and which option names them", async () => {
		const { code, text } = await run(["verify", file("chain")])
		expect(code).toBe(1)
		expect(text).toContain("No roots were given, so nothing is trusted: name the CA's file with --roots.")
	})

	it("says who was tried as issuer, why not, and where the missing one belongs", async () => {
		const { text } = await run(["verify", file("leaf"), "--roots", file("root"), "--profile", "go"])
		expect(text).toMatch(/Missing: the certificate of CN=Middle\. It belongs after the leaf/)
		expect(text).toMatch(/of the leaf: CN=Root \(trust anchor\), not taken/)
	})

	it("takes a SPIFFE bundle in JWKS form as trust anchors", async () => {
		const x5c = [pem.root.replace(/-----.*-----|\s/g, "")]
		await writeFile(
			join(folder, "bundle.json"),
			JSON.stringify({ keys: [{ use: "x509-svid", kty: "EC", x5c }] }),
		)
		const words = ["verify", file("svid"), "--roots", join(folder, "bundle.json"), "--profile", "spiffe"]
		expect(await run(words)).toMatchObject({ code: 0, talked: "" })
	})

	it("refuses another name and says which it carries", async () => {
		const words = [
			"verify",
			file("chain"),
			"--roots",
			file("root"),
			"--name",
			"other.example.com",
			"--profile",
			"go",
		]
		const { code, text } = await run(words)
		expect(code).toBe(1)
		expect(text).toContain("hostname-mismatch")
		expect(text).toContain("api.example.com")
	})

	it("holds an SVID to the bundle of its trust domain and to the expected ID", async () => {
		const words = ["verify", file("svid"), "--roots", file("root"), "--profile", "spiffe", "--name"]
		expect((await run([...words, "spiffe://example.org/api"])).code).toBe(0)
		const other = await run([...words, "spiffe://example.org/web"])
		expect(other.code).toBe(1)
		expect(other.text).toContain("wrong-spiffe-id")
	})

	it("takes the flags of a verifier", async () => {
		const words = ["verify", file("leaf"), "--roots", file("middle"), "--profile", "openssl"]
		expect((await run(words)).code).toBe(1)
		expect((await run([...words, "--partial-chain"])).code).toBe(0)
		expect((await run([...words, "--partial-chain", "--security-level", "5"])).code).toBe(1)
		expect((await run([...words, "--security-level", "9"])).talked).toContain("0 to 5")
	})

	it("answers requests line by line with the keys of the contract", async () => {
		const base = { leaf: pem.leaf, intermediates: [pem.middle], roots: [pem.root], usage: "server" }
		const result = await answers(
			["verify"],
			[
				{ id: "a", ...base, name: { dns: "api.example.com" }, profile: "go" },
				{ id: "b", ...base, at: "2001-01-01T00:00:00Z" },
				"no json",
				{ id: "c", leaf: 7 },
				{ id: "d", ...base, profile: "netscape" },
				{ id: "e", ...base, leaf: "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----" },
				{ id: "f", ...base, usage: "client", profile: "openssl" },
				{ id: "g", ...base, name: { dns: "a", ip: "10.0.0.1" } },
			],
		)
		expect(result[0]).toMatchObject({ id: "a", verdict: "accepted", reasons: [] })
		expect(result[0].path).toHaveLength(3)
		expect(result[1]).toMatchObject({ id: "b", verdict: "rejected" })
		expect(result[1].reasons[0].rule).toMatch(/not-yet-valid/)
		expect(result[2]).toMatchObject({ error: expect.any(String) })
		expect(result[3]).toMatchObject({ id: "c", error: expect.stringContaining("leaf") })
		expect(result[4]).toMatchObject({ id: "d", error: expect.stringContaining("profile") })
		expect(result[5]).toMatchObject({
			id: "e",
			verdict: "rejected",
			reasons: [{ rule: "unreadable-certificate" }],
		})
		expect(result[6].reasons).toContainEqual(expect.objectContaining({ rule: "client-cert-wrong-eku" }))
		expect(result[7]).toMatchObject({ id: "g", error: expect.stringContaining("name") })
	})
})

describe("countersign cert inspect", () => {
	it.each([
		["leaf", "certificate"],
		["chain", "bundle"],
		["svid", "svid"],
		["key", "key"],
	] as const)("says that %s is a %s", async (name, kind) => {
		const { code, text } = await run(["inspect", file(name), "--json"])
		expect(JSON.parse(text)).toMatchObject({ schema: "countersign.inspect/v1", kind })
		expect(code).toBe(0)
	})

	it("says what to do with what it cannot read, and exits with 3", async () => {
		const { code, text } = await run(["inspect", file("noise")])
		expect(code).toBe(3)
		expect(text).toContain("noise.pem")
	})

	it("names the option for the password, and the reason why a file cannot be read", async () => {
		const locked = createPrivateKey(pem.key).export({
			...{ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" },
		})
		await writeFile(join(folder, "locked.pem"), locked)
		const { code, text } = await run(["inspect", join(folder, "locked.pem")])
		expect({ code, says: text.replace(/\s+/g, " ") }).toMatchObject({
			code: 3,
			says: expect.stringContaining("It is read from --password-file or COUNTERSIGN_PASSWORD."),
		})
		expect((await run(["inspect", folder])).talked).toContain("it is a folder")
	})

	it("never shows a part of a private key", async () => {
		const { text } = await run(["inspect", file("key"), "--json"])
		const body = pem.key.split("\n").filter((line) => line !== "" && !line.startsWith("-----"))
		for (const line of body) expect(text).not.toContain(line.slice(0, 20))
	})

	it("judges several files together: whose a key is, and whether the chain through all of them holds", async () => {
		const files = ["key", "leaf", "middle", "root"].map((name) => join(folder, `${name}.pem`))
		const { code, text } = await run(["inspect", ...files])
		expect(code).toBe(0)
		expect(text).toContain(`belongs to ${file("leaf")} [0].`.slice(0, 60))
		expect(text).toMatch(/The chain of CN=api holds\./)
		const documents = JSON.parse((await run(["inspect", ...files, "--json"])).text)
		expect(documents.map(({ kind }: { kind: string }) => kind).slice(0, 2)).toEqual(["key", "certificate"])
		expect(documents[0].keys).toMatchObject([
			{ matches: [], matchesElsewhere: [{ file: file("leaf"), position: 0 }] },
		])
		expect(documents[1].chain).toMatchObject({ usage: "server", verdict: "accepted", reasons: [] })
		expect(documents[1].chain.path).toHaveLength(3)
	})

	it("exits with 1 when files that were given together contradict each other", async () => {
		expect((await run(["inspect", file("key"), file("root")])).code).toBe(1)
		const gap = await run(["inspect", file("leaf"), file("root")])
		expect(gap.code).toBe(1)
		expect(gap.text).toMatch(/The chain of CN=api does not hold\./)
		expect((await run(["inspect", file("leaf"), file("middle")])).text).toContain("no root was given")
	})

	it("answers requests line by line", async () => {
		const result = await answers(
			["inspect"],
			[
				{ id: 1, pem: pem.svid },
				{ id: 2 },
				{ id: 3, base64: "AAAA" },
				{ id: 4, pem: pem.leaf, usage: "both" },
			],
		)
		expect(result[0]).toMatchObject({ id: 1, kind: "svid", spiffeId: "spiffe://example.org/api" })
		expect(result[1]).toMatchObject({ id: 2, error: expect.any(String) })
		expect(result[2]).toMatchObject({ id: 3, kind: "unreadable", lints: [] })
		expect(result[3]).toMatchObject({ id: 4, error: expect.stringContaining("usage") })
	})
})

describe("countersign cert match", () => {
	it("tells a key that belongs from one that does not", async () => {
		expect((await run(["match", "--cert", file("chain"), "--key", file("key")])).code).toBe(0)
		expect((await run(["match", "--cert", file("root"), "--key", file("key")])).code).toBe(1)
		expect((await run(["match", "--cert", file("key"), "--key", file("key")])).code).toBe(3)
	})

	it("answers requests line by line", async () => {
		const result = await answers(
			["match"],
			[
				{ id: 1, cert: pem.leaf, key: pem.key },
				{ id: 2, cert: pem.middle + pem.leaf, key: pem.key },
				{ id: 3, cert: "nothing", key: pem.key },
				{ id: 4, cert: pem.leaf },
				"[]",
			],
		)
		expect(result).toMatchObject([
			{ id: 1, verdict: "match", positions: [0] },
			{ id: 2, verdict: "mismatch", positions: [1] },
			{ id: 3, verdict: "unknown" },
			{ id: 4, error: expect.stringContaining("key") },
			{ error: expect.any(String) },
		])
	})
})

it.each([
	[["verify"], /no certificate/],
	[["verify", "/nonexistent.pem"], /cannot be read/],
	[["verify", "x", "--usage", "both"], /cannot be read|unknown/],
	[["inspect"], /no file/],
	[["match", "--cert", "a"], /both needed/],
	[["frob"], /unknown/],
])("refuses %j with a reason and a hint", async (words, reason) => {
	const { code, talked } = await run(words)
	expect(code).toBe(2)
	expect(talked).toMatch(reason)
	expect(talked).toContain("hint: ")
})
