import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TlsOptions } from "node:tls"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { requireClients, tlsGrpc } from "#lab/servers/grpc-server"
import { type FaultId, faults } from "#pki/faults"
import type { Report } from "#report/report"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

/*
 * What is issued wrong on purpose is served, or shown by a client, and `countersign check` has to name the rule on its
 * label as the first finding, and find nothing in the same server with a certificate that is right.
 */
let folder = ""
const at = (...parts: readonly string[]) => join(folder, ...parts)
const read = (...parts: readonly string[]) => readFile(at(...parts), "utf8")

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "cs-wrong-"))
	await run("ca", "create", "--out", at("ca"))
	await issue("server", "server")
	await issue("client", "client")
}, 30_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(...words: readonly string[]) {
	const io = recordingIo("")
	const code = await runCli(words, io)
	return { code, text: io.text(), talked: io.talked() }
}

async function issue(profile: "server" | "client", out: string, ...more: readonly string[]) {
	const names = profile === "server" ? ["--san", "localhost", "--san", "127.0.0.1"] : ["--cn", "client"]
	const issued = await run("issue", profile, "--ca", at("ca"), "--out", at(out), ...names, ...more)
	if (issued.code !== 0) throw new Error(issued.talked)
}

/** Files of a profile have its name. */
const pathsOf = (profile: "server" | "client", out: string) =>
	[at(out, `${profile}.pem`), at(out, `${profile}-key.pem`)] as const

async function checkServer(out: string, options: TlsOptions, ...more: readonly string[]): Promise<Report> {
	const [cert, key] = pathsOf("server", out)
	const server = await tlsGrpc(
		{ port: 0 },
		{
			...options,
			...{ cert: await readFile(cert), key: await readFile(key) },
		},
	)
	try {
		const target = `grpcs://localhost:${server.port}`
		const checked = await run("check", target, "--ca", at("ca", "ca.pem"), "--json", "--quiet", ...more)
		return JSON.parse(checked.text)
	} finally {
		await server.close()
	}
}

/** Only so that Node serves certificates that are weak on purpose. */
const servesAnything = { ciphers: "DEFAULT:@SECLEVEL=0" } as const

const rulesOf = ({ findings }: Report) =>
	findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule)

describe("a server whose certificate is wrong on purpose", () => {
	it("is healthy with one that is right", async () => {
		expect(rulesOf(await checkServer("server", {}))).toEqual([])
	})

	it.each(faults.filter(({ profiles }) => profiles.includes("server")))(
		"$id: $rule.server",
		async ({ id, rule }) => {
			await issue("server", `server-${id}`, "--wrong", id)
			expect(rulesOf(await checkServer(`server-${id}`, servesAnything))[0]).toBe(rule.server)
		},
		20_000,
	)
})

/** No client can know how the server looked for an issuer: these are the server's refusals, with what our own file shows. */
const seenAtClient: Partial<Record<FaultId, { readonly rule: string; readonly says: RegExp }>> = {
	"self-signed": { rule: "client-cert-untrusted", says: /It signs itself/ },
	"broken-chain": { rule: "client-cert-untrusted", says: /is an intermediate CA, its certificate has to be/ },
}

describe("a client whose certificate is wrong on purpose", () => {
	const checkClient = async (out: string, options: TlsOptions = {}) => {
		const [cert, key] = pathsOf("client", out)
		const required = { ...requireClients(await read("ca", "ca.pem")), ...options }
		return checkServer("server", required, "--cert", cert, "--key", key)
	}

	it("is let in with one that is right", async () => {
		expect(rulesOf(await checkClient("client"))).toEqual([])
	})

	it("is warned of SHA-1 where this server takes it", async () => {
		await issue("client", "client-taken", "--wrong", "sha1")
		const { findings } = await checkClient("client-taken", servesAnything)
		expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
			["weak-signature-or-key", "warning"],
		])
	})

	it.each(faults.filter(({ profiles }) => profiles.includes("client")))(
		"$id",
		async ({ id, rule }) => {
			await issue("client", `client-${id}`, "--wrong", id)
			const { findings } = await checkClient(`client-${id}`)
			const [first] = findings
			const { rule: found, says } = seenAtClient[id] ?? { rule: rule.client, says: /certificate/ }
			expect(findings.map((finding) => finding.rule)).toEqual([found])
			expect(`${first?.title} ${first?.detail}`).toMatch(says)
			expect(first?.fixes.map((fix) => fix.for)).toContain("go")
			expect(JSON.stringify(first?.fixes)).not.toContain("serverAuth")
		},
		20_000,
	)
})
