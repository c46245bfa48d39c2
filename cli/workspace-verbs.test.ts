import { readFileSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { systemClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import { makeLabCertificates } from "#lab/certificates"
import { startRotation } from "#lab/rotation"
import { identityOptions, requireClients, tlsGrpc } from "#lab/servers/grpc-server"
import { keepAuthority } from "#operations/keep-authority"
import { createAuthority } from "#pki/authority"
import { toPem } from "#pki/formats/to-pem"
import { issueCertificate } from "#pki/issue"
import { runCheck } from "#probe/node/run-check"
import { openFresh } from "#store/fresh-store"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let folder = ""
const closing: (() => Promise<unknown>)[] = []
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "cs-workspace-"))
})
afterEach(async () => {
	for (const close of closing.splice(0).toReversed()) await close()
	await rm(folder, { recursive: true, force: true })
})

async function run(words: readonly string[]) {
	const io = recordingIo("")
	const code = await runCli(words, io)
	return { code, text: io.text(), talked: io.talked() }
}

/** Keeps a CA of ten days that began so many days ago. */
async function keepCa(daysAgo: number): Promise<void> {
	const day = 86_400_000
	const notBefore = new Date(Date.now() - daysAgo * day)
	const ca = await createAuthority({ commonName: "Team CA", notBefore, lifetimeMs: 10 * day })
	const key = toPem("PRIVATE KEY", new Uint8Array(await crypto.subtle.exportKey("pkcs8", ca.key)))
	const store = await openFresh({ kind: "folder", folder })
	const files = [ca.pem, key].map((text) => new TextEncoder().encode(text))
	const context = {
		store,
		dataFolder: folder,
		clock: systemClock,
		actor: "test",
		policy: openDialPolicy,
		runCheck,
	}
	const kept = await keepAuthority(context, { files })
	await store.close()
	if (!kept.ok) throw new Error(JSON.stringify(kept.error))
}

describe("countersign status", () => {
	it.each([
		[6, 0, "valid  CN=Team CA"],
		[7, 1, "RENEW  CN=Team CA"],
	])("%s days into ten ends with %s", async (days, code, line) => {
		await keepCa(days)
		const said = await run(["status", "--data", folder])
		expect(said).toMatchObject({ code, talked: "" })
		expect(said.text).toContain(line)
		const json = await run(["status", "--data", folder, "--json"])
		expect(json.code).toBe(code)
		expect(JSON.parse(json.text)).toMatchObject({
			schema: "countersign.certificates/v1",
			needsRenewal: code,
			certificates: [{ subject: "CN=Team CA", origin: "kept", needsRenewal: code === 1 }],
		})
		expect(json.text).not.toContain("PRIVATE KEY")
	})

	it("remembers the certificates of a file without its key, and forgets by the first digits", async () => {
		const ca = await createAuthority({ commonName: "Team CA" })
		const leaf = await issueCertificate({ authority: ca, subject: "CN=api", dns: ["api.test"] })
		const file = join(folder, "server.pem")
		await writeFile(file, `${leaf.privateKeyPem.reveal()}${leaf.chainPem}`)
		const at = ["--data", folder]
		expect(await run(["status", "remember", file, ...at])).toMatchObject({ code: 0, talked: "" })
		expect((await run(["status", "remember", file, ...at])).text).toMatch(/^known {2}CN=api/)
		const status = await run(["status", ...at, "--json"])
		expect(status.code).toBe(0)
		const { certificates } = JSON.parse(status.text)
		expect(certificates).toMatchObject([{ subject: "CN=api", origin: "remembered", isRemembered: true }])
		expect(readFileSync(join(folder, "countersign.db")).includes("PRIVATE KEY")).toBe(false)

		const { sha256 } = certificates[0]
		for (const [word, said] of [
			["xyz", /no SHA-256 fingerprint/],
			["0123456", /8 hexadecimal digits/],
			[`${sha256.slice(0, 8)}00ff00ff00ff`, /no remembered certificate begins/],
		] as const) {
			const refused = await run(["status", "forget", sha256, word, ...at])
			expect(refused.code).toBe(2)
			expect(refused.talked).toMatch(said)
		}
		expect((await run(["status", "forget", sha256.slice(0, 8), ...at])).text).toMatch(/^forgotten {2}CN=api/)
		expect((await run(["status", ...at])).text).toMatch(/No certificate is kept/)
	})

	it("says which file is none, and remembers nothing of the others", async () => {
		const ca = await createAuthority({ commonName: "Team CA" })
		await writeFile(join(folder, "ca.pem"), ca.pem)
		await writeFile(join(folder, "notes.txt"), "nothing")
		const names = ["ca.pem", "notes.txt"].map((name) => join(folder, name))
		const refused = await run(["status", "remember", ...names, "--data", folder])
		expect(refused.code).toBe(2)
		expect(refused.talked).toContain("notes.txt")
		expect((await run(["status", "--data", folder])).talked).toContain("nothing is stored")
	})

	it("makes nothing where nothing is stored", async () => {
		const said = await run(["status", "--data", join(folder, "none")])
		expect(said).toMatchObject({ code: 2, text: "" })
		expect(said.talked).toContain("nothing is stored")
	})
})

describe("countersign watch", () => {
	/** A server of rotating files; `words` name it and its files. */
	async function serve() {
		const certificates = await makeLabCertificates(join(folder, "shared"))
		const files = await startRotation(certificates, folder, { lifetimeMs: 3_600_000 })
		closing.push(files.stop)
		const clients = requireClients(certificates.ca.pem)
		const server = await tlsGrpc({ port: 0 }, { ...identityOptions(files.current()), ...clients })
		closing.push(server.close)
		const { ca, certificate, key } = files.paths
		const words = [`grpcs://localhost:${server.port}`, "--ca", ca, "--cert", certificate, "--key", key]
		return { files, words }
	}

	it("ends with 1 and an error when the server never serves what its file holds", async () => {
		const { files, words } = await serve()
		await files.rotateNow()
		const said = await run(["watch", ...words, "--within", "1s", "--every", "1s", "--json"])
		expect(said.code).toBe(1)
		expect(JSON.parse(said.text)).toMatchObject({
			schema: "countersign.watch/v1",
			kind: "never-served",
			finding: { severity: "error" },
		})
		expect(said.talked).toContain("not served yet")
	})

	it("ends with 3 when the file does not change", async () => {
		const { words } = await serve()
		const said = await run(["watch", ...words, "--for", "1s", "--every", "1s"])
		expect(said.code).toBe(3)
		expect(said.text).toContain("did not change")
		expect(said.text).toContain("The server serves it.")
	})

	it("asks for a file and for times that are times", async () => {
		expect(await run(["watch", "grpcs://localhost:1"])).toMatchObject({ code: 2 })
		expect(await run(["watch", "grpcs://localhost:1", "--file", "x", "--for", "soon"])).toMatchObject({
			code: 2,
		})
	})
})
