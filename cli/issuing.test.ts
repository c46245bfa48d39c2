import { execFileSync, spawnSync } from "node:child_process"
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let folder: string
const at = (...parts: readonly string[]) => join(folder, ...parts)

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "issuing-"))
	await run("ca", "create", "--out", at("ca"))
	await writeFile(at("pass.txt"), "open sesame\n")
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(...words: readonly string[]) {
	const io = recordingIo("")
	const code = await runCli(words, io)
	return { code, text: io.text(), talked: io.talked() }
}

const issueServer = (out: string, ...more: readonly string[]) =>
	run("issue", "server", "--ca", at("ca"), "--out", at(out), "--san", "localhost", ...more)

describe("countersign ca create", () => {
	it("writes a CA and its key, and says aloud what the key can do", async () => {
		const { code, text, talked } = await run(
			"ca",
			"create",
			"--out",
			at("other"),
			"--name",
			"Other CA",
			"--json",
		)
		expect(code).toBe(0)
		expect(talked).toMatch(/can sign a certificate for any name/)
		expect(JSON.parse(text)).toMatchObject({
			schema: "countersign.issued/v1",
			certificate: { subject: "CN=Other CA", isCa: true },
			files: [
				{ path: at("other", "ca.pem"), secret: false },
				{ path: at("other", "ca-key.pem"), secret: true },
			],
		})
		expect((await stat(at("other", "ca-key.pem"))).mode & 0o777).toBe(0o600)
		expect(text).not.toMatch(/PRIVATE|MIG/)
	})

	it("never overwrites without --force, and then replaces both", async () => {
		const before = await readFile(at("ca", "ca-key.pem"), "utf8")
		const refused = await run("ca", "create", "--out", at("ca"))
		expect(refused.code).toBe(2)
		expect(refused.talked).toMatch(/exist already; nothing was written\n.+--force/)
		expect(await readFile(at("ca", "ca-key.pem"), "utf8")).toBe(before)
		await run("ca", "create", "--out", at("replaced"))
		expect((await run("ca", "create", "--out", at("replaced"), "--force")).code).toBe(0)
	})

	it("makes intermediates, with an encrypted key, that issue whole chains", async () => {
		const words = ["--ca", at("ca"), "--encrypt", "--password-file", at("pass.txt")]
		expect((await run("ca", "create", "--out", at("issuing"), "--name", "Issuing", ...words)).code).toBe(0)
		expect(await readFile(at("issuing", "ca-key.pem"), "utf8")).toContain("BEGIN ENCRYPTED PRIVATE KEY")
		const issue = ["issue", "server", "--ca", at("issuing"), "--san", "localhost"]
		const locked = await run(...issue, "--out", at("chain"))
		expect([locked.code, locked.talked]).toEqual([
			2,
			expect.stringContaining("--password-file: The private key is encrypted"),
		])
		expect((await run(...issue, "--out", at("chain"), "--password-file", at("pass.txt"))).code).toBe(0)
		const chain = await readFile(at("chain", "server.pem"), "utf8")
		expect(chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
	})
})

describe("countersign issue", () => {
	it("names every field that is wrong, and writes nothing", async () => {
		const { code, talked } = await issueServer(
			"nothing",
			"--san",
			"a b",
			"--ttl",
			"90y",
			"--backdate",
			"soon",
		)
		expect(code).toBe(2)
		for (const option of ["--san: ", "--ttl: ", "--backdate: "]) expect(talked).toContain(option)
		await expect(readdir(at("nothing"))).rejects.toThrow()
	})

	it.each([
		[["issue", "server", "--out", "x"], /needs a CA\n.+--ca DIR/],
		[["issue", "server", "--ca", "/nowhere", "--out", "x", "--san", "a.b"], /does not exist/],
		[["issue", "king"], /is unknown/],
		[["issue", "svid", "--ca", "CA", "--out", "x", "--id", "spiffe://UPPER/a"], /--id: .+upper-case/],
		[["issue", "client", "--ca", "CA", "--out", "x", "--key", "dsa"], /--key dsa is unknown/],
		[["issue", "client", "--ca", "CA", "--out", "x", "--wrong", "ugly"], /--wrong ugly is unknown/],
		[["issue", "client", "--ca", "CA"], /needs a folder/],
		[["ca", "destroy"], /is unknown/],
		[["ca", "create", "--out", "x", "--encrypt"], /needs a password/],
		[["ca", "create", "--out", "x", "--permit", "10.0.0.0/99"], /--permit: .+no range/],
		[["csr", "sign", "CA/ca.pem", "--ca", "CA", "--out", "x"], /holds no certificate request/],
		[["renew", "CA/ca.pem", "--ca", "CA", "--out", "x"], /This is a CA/],
	])("refuses %j with what to write", async (words, expected) => {
		const { code, talked } = await run(...words.map((word) => word.replace(/^CA/, at("ca"))))
		expect(code).toBe(2)
		expect(talked).toMatch(expected)
	})

	it("makes a certificate wrong on purpose, and our own inspection finds it", async () => {
		await issueServer("expired", "--wrong", "expired")
		const found = await run("cert", "inspect", at("expired", "server.pem"))
		expect([found.code, found.text]).toEqual([1, expect.stringContaining("certificate-expired")])
	})
})

describe("countersign csr and renew", () => {
	it("takes the word help for a value where one belongs", async () => {
		const made = await run("csr", "new", "--cn", "help", "--san", "help", "--out", at("helpful"))
		expect(made.code).toBe(0)
		expect((await run("csr", "inspect", at("helpful", "request.csr"))).text).toContain("CN=help")
		for (const asked of [["help"], ["--help"], ["inspect", "-h"], ["new", "--help"]])
			expect((await run("csr", ...asked)).text).toContain("usage: countersign csr")
	})

	it("make a request, sign it, and renew what was signed, without the key ever moving", async () => {
		expect((await run("csr", "new", "--out", at("request"), "--san", "api.example.org")).code).toBe(0)
		const dry = await run(
			"csr",
			"sign",
			at("request", "request.csr"),
			"--ca",
			at("ca"),
			"--dry-run",
			"--json",
		)
		expect(JSON.parse(dry.text)).toMatchObject({
			granted: { profile: "server", names: ["api.example.org"] },
			leftOut: [],
		})
		const signed = await run(
			"csr",
			"sign",
			at("request", "request.csr"),
			"--ca",
			at("ca"),
			"--out",
			at("signed"),
		)
		expect(signed.code).toBe(0)
		expect(await readdir(at("signed"))).toEqual(["ca.pem", "certificate.pem"])
		const words = ["--cert", at("signed", "certificate.pem"), "--key", at("request", "request-key.pem")]
		expect((await run("cert", "match", ...words)).code).toBe(0)
		expect(
			(
				await run(
					"renew",
					at("signed", "certificate.pem"),
					"--ca",
					at("ca"),
					"--out",
					at("renewed"),
					"--same-key",
				)
			).code,
		).toBe(0)
		expect(await readdir(at("renewed"))).toEqual(["certificate.pem"])
	})

	it("cross-sign the new CA for clients of the old one", async () => {
		await run("ca", "create", "--out", at("next"), "--name", "Next CA")
		const crossed = await run(
			"renew",
			at("next", "ca.pem"),
			"--cross-sign",
			"--ca",
			at("ca"),
			"--out",
			at("cross"),
		)
		expect([crossed.code, crossed.text]).toEqual([0, expect.stringContaining("CN=Next CA")])
	})
})

describe("countersign convert", () => {
	it("takes a leaf, its key and its CA from files in any order, and brings them back from every keystore", async () => {
		await issueServer("source")
		const given = ["server-key.pem", "ca.pem", "server.pem"].map((name) => at("source", name))
		for (const format of ["pkcs12", "pkcs12-legacy", "jks"]) {
			const words = ["--to", format, "--new-password-file", at("pass.txt"), "--out", at(`as-${format}`)]
			expect((await run("convert", ...given, ...words)).code).toBe(0)
			const [store = ""] = await readdir(at(`as-${format}`))
			const back = ["--to", "pem", "--password-file", at("pass.txt"), "--out", at(`back-${format}`)]
			expect((await run("convert", at(`as-${format}`, store), ...back)).code).toBe(0)
			expect(await readFile(at(`back-${format}`, "certificate.pem"), "utf8")).toBe(
				await readFile(at("source", "server.pem"), "utf8"),
			)
			expect((await stat(at(`back-${format}`, "certificate-key.pem"))).mode & 0o777).toBe(0o600)
		}
	})

	it.each([
		[["SOURCE/server.pem", "--to", "pkcs12"], /key: PKCS #12 holds a private key/],
		[["SOURCE/server.pem", "CA/ca-key.pem", "--to", "pem"], /belongs to none of the certificates/],
		[["SOURCE/server.pem", "--to", "papyrus"], /--to papyrus is unknown/],
		[["--to", "pem"], /needs files/],
		[["SOURCE/server.pem"], /needs a format/],
	])("refuses %j", async (words, expected) => {
		const places = words.map((word) => word.replace(/^SOURCE/, at("source")).replace(/^CA/, at("ca")))
		const { code, talked } = await run("convert", ...places, "--out", at("refused"))
		expect(code).toBe(2)
		expect(talked).toMatch(expected)
	})
})

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0
describe.skipIf(!hasOpenssl)(
	`openssl verify${hasOpenssl ? "" : " (skipped: openssl is not installed)"}`,
	() => {
		it.each(["p256", "p384", "ed25519", "rsa2048"])(
			"accepts what a %s CA issued to every kind of key",
			async (key) => {
				await run("ca", "create", "--out", at(`ca-${key}`), "--key", key)
				for (const kind of ["server", "client", "both"] as const) {
					const out = at(`made-${key}-${kind}`)
					const { code } = await run(
						"issue",
						kind,
						"--ca",
						at(`ca-${key}`),
						"--out",
						out,
						"--san",
						"localhost",
						"--key",
						key,
					)
					expect(code).toBe(0)
					const purpose = kind === "client" ? "sslclient" : "sslserver"
					const words = [
						"verify",
						"-x509_strict",
						"-purpose",
						purpose,
						"-CAfile",
						at(`ca-${key}`, "ca.pem"),
						join(out, `${kind}.pem`),
					]
					expect(execFileSync("openssl", words, { encoding: "utf8" })).toContain(": OK")
				}
			},
		)
	},
)
