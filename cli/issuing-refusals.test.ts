import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let folder: string
const at = (...parts: readonly string[]) => join(folder, ...parts)

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "refusals-"))
	await run("ca", "create", "--out", at("ca"))
	await run("issue", "client", "--ca", at("ca"), "--out", at("leaf"))
	await writeFile(at("empty.txt"), "\nsecond line")
	await writeFile(at("short.txt"), "1234567\n")
	await writeFile(at("good.txt"), "12345678\n")
	await writeFile(at("noise.bin"), new Uint8Array(5_000))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(...words: readonly string[]) {
	const io = recordingIo("")
	const code = await runCli(words, io)
	return { code, text: io.text(), talked: io.talked() }
}

const places = () =>
	new Map([
		["CA", at("ca")],
		["LEAF", at("leaf", "client.pem")],
	])
const verbs: readonly (readonly [string, readonly string[]])[] = [
	["ca create", ["ca", "create"]],
	["issue", ["issue", "client", "--ca", "CA"]],
	["csr new", ["csr", "new", "--san", "a.test"]],
	["renew", ["renew", "LEAF", "--ca", "CA"]],
]

describe.each(verbs)("countersign %s --encrypt", (_, words) => {
	const create = (out: string, ...more: readonly string[]) =>
		run(...words.map((word) => places().get(word) ?? word), "--out", at(out), "--encrypt", ...more)

	it.each([
		["no password", [], /needs a password/],
		["an empty password", ["--password-file", "empty.txt"], /has 0 characters/],
		["a short password", ["--password-file", "short.txt"], /has 7 characters/],
		["a file that holds no password", ["--password-file", "noise.bin"], /first line .+ 5000 characters/],
	])("encrypts nothing with %s", async (_what, [option, name = ""], text) => {
		const { code, talked } = await create("never", ...(option === undefined ? [] : [option, at(name)]))
		expect(code).toBe(2)
		expect(talked).toMatch(text)
		expect(await readdir(folder)).not.toContain("never")
	})

	it("takes a password of eight characters", async () => {
		const out = `encrypted-${words[0]}`
		expect((await create(out, "--password-file", at("good.txt"))).code).toBe(0)
		const key = (await readdir(at(out))).find((name) => name.endsWith("-key.pem")) ?? ""
		expect(await readFile(at(out, key), "utf8")).toContain("BEGIN ENCRYPTED PRIVATE KEY")
	})
})

describe("countersign convert", () => {
	it("encrypts no key with an empty password", async () => {
		const files = [at("ca", "ca.pem"), at("ca", "ca-key.pem")]
		const words = ["--to", "pem", "--out", at("converted"), "--new-password-file", at("empty.txt")]
		const { code, talked } = await run("convert", ...files, ...words)
		expect([code, talked]).toEqual([2, expect.stringContaining("--new-password-file: The key is")])
	})
})

it.each([
	["issue", ["client", "--ca", "CA"]],
	["csr", ["new", "--san", "a.test"]],
	["csr", ["sign", "CA/../asked-for/request.csr", "--ca", "CA"]],
	["renew", ["CA/../next/ca.pem", "--cross-sign", "--ca", "CA"]],
	["convert", ["CA/ca.pem", "--to", "pem"]],
])("countersign %s %j never takes the place of a CA's files", async (verb, words) => {
	await run("csr", "new", "--san", "a.test", "--out", at("asked-for"), "--force")
	await run("ca", "create", "--name", "Next", "--out", at("next"), "--force")
	const before = await readFile(at("ca", "ca-key.pem"), "utf8")
	const given = words.map((word) => word.replace("CA", at("ca")))
	const { code, talked } = await run(verb, ...given, "--out", at("ca"), "--name", "CA", "--force")
	expect([code, talked]).toEqual([2, expect.stringContaining("kept for the files of a CA")])
	expect(await readFile(at("ca", "ca-key.pem"), "utf8")).toBe(before)
	expect(await readdir(at("ca"))).toEqual(["ca-key.pem", "ca.pem"])
})

it.each([
	["issue", ["server", "localhost", "--ca", "CA", "--san", "a.test"]],
	["csr", ["new", "localhost", "--san", "a.test"]],
	["ca", ["create", "localhost"]],
])("countersign %s %j leaves out no word in silence", async (verb, words) => {
	const given = words.map((word) => word.replace("CA", at("ca")))
	const { code, talked } = await run(verb, ...given, "--out", at("never"))
	expect([code, talked]).toEqual([2, expect.stringContaining("takes no localhost")])
	expect(await readdir(folder)).not.toContain("never")
})

it("countersign renew takes a certificate out of a keystore", async () => {
	const words = ["--ca", at("ca"), "--san", "a.test", "--out", at("renewable")]
	await run("issue", "server", ...words)
	const files = ["server.pem", "server-key.pem"].map((name) => at("renewable", name))
	const store = ["--to", "pkcs12", "--new-password-file", at("good.txt"), "--out", at("store")]
	expect((await run("convert", ...files, ...store)).code).toBe(0)
	const renew = ["renew", at("store", "certificate.p12"), "--ca", at("ca"), "--out", at("renewed")]
	expect((await run(...renew)).talked).toContain("--password-file")
	expect((await run(...renew, "--password-file", at("good.txt"))).code).toBe(0)
})

describe("countersign csr inspect", () => {
	it("says of what holds no request that it holds none", async () => {
		const { code, text, talked } = await run("csr", "inspect", at("ca", "ca.pem"), "--json")
		expect([code, text]).toEqual([2, ""])
		expect(talked).toContain("holds no certificate request")
	})

	it("reads a request, and says of noise what it is", async () => {
		await run("csr", "new", "--san", "a.test", "--out", at("asked"))
		const { code, text } = await run("csr", "inspect", at("asked", "request.csr"))
		expect([code, text]).toEqual([0, expect.stringContaining("a.test")])
		expect((await run("csr", "inspect", at("noise.bin"))).code).toBe(3)
		expect((await run("csr", "inspect", "--help")).text).toContain("csr new|inspect|sign")
	})
})
