import { mkdir, readdir, readFile, stat, unlink, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { sql } from "kysely"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { fixedClock } from "#base/clock"
import { Secret } from "#base/secret"
import { createAuthority } from "#pki/authority"
import { encryptKey } from "#pki/formats/encode-key"
import { toPem } from "#pki/formats/to-pem"
import type { Authority } from "#pki/issue"
import { createRequest } from "#pki/request"
import { checkAudit } from "#store/audit"
import { listIssued } from "#store/issued"
import { readCertificate } from "#x509/certificate"
import { verifySignature } from "#x509/path/verify-signature"
import { parsePemCertificates } from "#x509/pem-certificates"
import { deleteAuthority } from "./delete-authority.ts"
import { makeFreshContext } from "./fresh-context.ts"
import { issueFromAuthority } from "./issue-from-authority.ts"
import { keepAuthority } from "./keep-authority.ts"
import { listAuthorities } from "./list-authorities.ts"
import { wrongPassphrasesMax } from "./open-kept-authority.ts"
import { recordAuthorityUse } from "./record-authority-use.ts"

const now = Date.UTC(2026, 10, 22)
const passphrase = new Secret("correct horse battery")
let fresh: Awaited<ReturnType<typeof makeFreshContext>>
let root: Authority
let rootKey: Uint8Array
beforeEach(async () => {
	fresh = await makeFreshContext(now)
	root = await createAuthority({ commonName: "Team CA", notBefore: new Date(now - 60_000) })
	rootKey = new Uint8Array(await crypto.subtle.exportKey("pkcs8", root.key))
})
afterEach(() => fresh.remove())

const bytes = (text: string) => new TextEncoder().encode(text)
const plainFiles = () => [bytes(root.pem), bytes(toPem("PRIVATE KEY", rootKey))]
const folder = () => join(fresh.context.dataFolder, "authorities")
const modeOf = async (path: string) => (await stat(path)).mode & 0o777
const auditRows = () => fresh.context.store.db.selectFrom("audit_log").selectAll().orderBy("seq").execute()

async function keep(given?: Secret<string>): Promise<string> {
	const kept = await keepAuthority(fresh.context, {
		files: plainFiles(),
		...(given === undefined ? {} : { passphrase: given }),
	})
	if (!kept.ok) throw new Error(JSON.stringify(kept.error))
	return kept.value.sha256
}

async function request(names: readonly string[]): Promise<Uint8Array> {
	const made = await createRequest({ profile: "server", names, keyAlgorithm: "p256", lifetime: "90d" })
	if (!made.ok) throw new Error(JSON.stringify(made.error))
	return bytes(made.value.pem)
}

/** The text of every file below a folder. */
async function everyFile(path: string): Promise<readonly string[]> {
	const entries = await readdir(path, { recursive: true, withFileTypes: true })
	return Promise.all(
		entries
			.filter((each) => each.isFile())
			.map((each) => readFile(join(each.parentPath, each.name), "latin1")),
	)
}

describe("keepAuthority", () => {
	it("writes the CA for its owner alone, and lists it without its key", async () => {
		const sha256 = await keep()
		expect(await modeOf(folder())).toBe(0o700)
		expect(await modeOf(join(folder(), sha256))).toBe(0o700)
		for (const name of ["ca.pem", "ca-key.pem", "above.pem"])
			expect(await modeOf(join(folder(), sha256, name))).toBe(0o600)
		const listed = await listAuthorities(fresh.context)
		expect(listed).toMatchObject({
			value: [{ certificate: { sha256, subject: "CN=Team CA", isCa: true }, isEncrypted: false }],
		})
		expect(JSON.stringify(listed)).not.toContain("PRIVATE KEY")
		expect(await auditRows()).toMatchObject([{ action: "authority-kept", subject: sha256, actor: "test" }])
	})

	it("encrypts the key with the passphrase, and stores neither the passphrase nor the plain key anywhere", async () => {
		await keep(passphrase)
		expect(await listAuthorities(fresh.context)).toMatchObject({ value: [{ isEncrypted: true }] })
		const all = (await everyFile(fresh.context.dataFolder)).join("\n")
		const lines = toPem("PRIVATE KEY", rootKey).split("\n").slice(1, -2)
		expect([passphrase.reveal(), ...lines].filter((secret) => all.includes(secret))).toEqual([])
		expect(all).toContain("BEGIN ENCRYPTED PRIVATE KEY")
	})

	it("takes an encrypted key with its passphrase, and names the field when it is the wrong one", async () => {
		const locked = toPem("ENCRYPTED PRIVATE KEY", await encryptKey(new Secret(rootKey), passphrase))
		const files = [bytes(root.pem), bytes(locked)]
		expect(
			await keepAuthority(fresh.context, { files, passphrase: new Secret("wrong but long") }),
		).toMatchObject({
			error: { kind: "problems", problems: [{ field: "passphrase" }] },
		})
		expect(await listAuthorities(fresh.context)).toEqual({ ok: true, value: [] })
		expect(await keepAuthority(fresh.context, { files, passphrase })).toMatchObject({ ok: true })
	})

	it("refuses a short passphrase, a CA without its key, and a CA that is kept already", async () => {
		const short = await keepAuthority(fresh.context, {
			files: plainFiles(),
			passphrase: new Secret("1234567"),
		})
		expect(short).toMatchObject({ error: { problems: [{ field: "passphrase" }] } })
		const keyless = await keepAuthority(fresh.context, { files: [bytes(root.pem)] })
		expect(keyless).toMatchObject({ error: { problems: [{ field: "files" }] } })
		const sha256 = await keep()
		const again = await keepAuthority(fresh.context, { files: plainFiles(), passphrase })
		expect(again).toEqual({ ok: false, error: { kind: "kept-already", sha256 } })
		expect(await readdir(folder())).toEqual([sha256])
		expect(await auditRows()).toHaveLength(1)
	})

	it("keeps a CA once when several keep it at the same time, with the passphrase of the one who is told so", async () => {
		const words = Array.from({ length: 8 }, (_, at) => new Secret(`passphrase number ${at}`))
		const outcomes = await Promise.all(
			words.map((each) => keepAuthority(fresh.context, { files: plainFiles(), passphrase: each })),
		)
		const first = outcomes.findIndex(({ ok }) => ok)
		expect(outcomes.map((each) => (each.ok ? "kept" : each.error.kind)).toSorted()).toEqual([
			"kept",
			...Array.from({ length: 7 }, () => "kept-already"),
		])
		const [authority = ""] = await readdir(folder())
		const signed = await issueFromAuthority(fresh.context, {
			...{ authority, request: await request(["localhost"]), terms: {} },
			passphrase: words[first] ?? new Secret(""),
		})
		expect(signed.ok).toBe(true)
		expect(await readdir(folder())).toEqual([authority])
	})

	it("leaves no file behind that the audit log does not know of", async () => {
		await fresh.context.store.db.schema.dropTable("audit_log").execute()
		await keepAuthority(fresh.context, { files: plainFiles() }).catch(() => undefined)
		expect(await readdir(folder())).toEqual([])
	})

	it("clears away what a process left that ended while it kept or deleted a CA", async () => {
		const sha256 = await keep()
		await unlink(join(folder(), sha256, "ca-key.pem"))
		const left = join(folder(), ".new-0123456789ab")
		await mkdir(left)
		await writeFile(join(left, "ca-key.pem"), "half a key")
		await utimes(left, 1, 1)
		expect(await listAuthorities(fresh.context)).toEqual({ ok: true, value: [] })
		expect(await keep()).toBe(sha256)
		expect(await readdir(folder())).toEqual([sha256])
		expect(await listAuthorities(fresh.context)).toMatchObject({ value: [{ certificate: { sha256 } }] })
	})

	it("says what is wrong where the data folder cannot hold it", async () => {
		await writeFile(folder(), "a file in the way")
		expect(await keepAuthority(fresh.context, { files: plainFiles() })).toMatchObject({
			ok: false,
			error: { kind: "read-only" },
		})
	})
})

describe("issueFromAuthority", () => {
	it("signs a request, and records the certificate before it is handed out", async () => {
		const authority = await keep(passphrase)
		const issued = await issueFromAuthority(fresh.context, {
			...{ authority, passphrase, request: await request(["localhost", "127.0.0.1"]) },
			terms: { profile: "server", lifetime: "30d" },
		})
		if (!issued.ok) throw new Error(JSON.stringify(issued.error))
		const { certificate, chainPem, caPem } = issued.value
		expect(certificate).toMatchObject({ issuer: "CN=Team CA", eku: ["serverAuth"] })
		expect(caPem).toBe(root.pem)
		const ders = parsePemCertificates(chainPem)
		const leaf = readCertificate((ders.ok ? ders.value[0] : undefined) ?? new Uint8Array())
		const issuer = readCertificate(root.der)
		if (!leaf.ok || !issuer.ok) throw new Error("unreadable")
		expect(await verifySignature(leaf.value, issuer.value.publicKey)).toMatchObject({ kind: "valid" })
		const { sha256, serial, notAfter } = certificate
		expect(await listIssued(fresh.context.store, authority)).toMatchObject({
			value: [
				{ sha256, serial, notAfter, names: ["localhost", "127.0.0.1"], profile: "server", actor: "test" },
			],
		})
		expect(await auditRows()).toMatchObject([
			{ action: "authority-kept" },
			{ action: "certificate-issued", subject: sha256 },
		])
		expect(await checkAudit(fresh.context.store)).toEqual({ kind: "whole", entries: 2 })
	})

	it.each([
		["a missing passphrase", undefined],
		["a wrong passphrase", new Secret("not this one")],
	])("refuses %s, and records nothing", async (_, given) => {
		const authority = await keep(passphrase)
		const issued = await issueFromAuthority(fresh.context, {
			...{ authority, request: await request(["localhost"]), terms: {} },
			...(given === undefined ? {} : { passphrase: given }),
		})
		expect(issued).toMatchObject({ error: { kind: "problems", problems: [{ field: "passphrase" }] } })
		expect(await listIssued(fresh.context.store)).toEqual({ ok: true, value: [] })
	})

	it("logs every wrong passphrase, and tries none after ten, not even those that come at once", async () => {
		const authority = await keep(passphrase)
		const csr = await request(["localhost"])
		const ask = (given: Secret<string>, at = now) =>
			issueFromAuthority(
				{ ...fresh.context, clock: fixedClock(at) },
				{ authority, passphrase: given, request: csr, terms: {} },
			)
		const guesses = await Promise.all(
			Array.from({ length: wrongPassphrasesMax + 3 }, (_, at) => ask(new Secret(`guess number ${at}`))),
		)
		const texts = guesses.map((each) =>
			!each.ok && each.error.kind === "problems" ? (each.error.problems[0]?.text ?? "") : "",
		)
		expect(texts.filter((text) => text.startsWith("10 wrong passphrases"))).toHaveLength(3)
		const logged = (await auditRows()).filter(({ action }) => action === "authority-not-opened")
		expect(logged.map(({ subject, actor, detail }) => [subject, actor, detail])).toEqual(
			Array.from({ length: wrongPassphrasesMax }, () => [authority, "test", "{}"]),
		)
		expect(await ask(passphrase, now + 9 * 60_000)).toMatchObject({
			error: { problems: [{ field: "passphrase", text: expect.stringContaining("in a minute;") }] },
		})
		expect(await ask(passphrase, now + 10 * 60_000)).toMatchObject({ ok: true })
	})

	it("hands out nothing that it could not record", async () => {
		const authority = await keep()
		await sql`PRAGMA query_only = 1`.execute(fresh.context.store.db)
		const csr = await request(["localhost"])
		expect(await issueFromAuthority(fresh.context, { authority, request: csr, terms: {} })).toMatchObject({
			ok: false,
			error: { kind: "read-only" },
		})
	})

	it("refuses a lifetime beyond the CA's, what is no request, and a CA that is not kept", async () => {
		const authority = await keep()
		const ask = (given: Partial<Parameters<typeof issueFromAuthority>[1]>, csr: Uint8Array) =>
			issueFromAuthority(fresh.context, { authority, request: csr, terms: {}, ...given })
		const csr = await request(["localhost"])
		expect(await ask({ terms: { lifetime: "90y" } }, csr)).toMatchObject({
			error: { problems: [{ field: "lifetime" }] },
		})
		expect(await ask({}, bytes(root.pem))).toMatchObject({ error: { problems: [{ field: "request" }] } })
		for (const other of ["0".repeat(64), "../../etc", ""])
			expect(await ask({ authority: other }, csr)).toEqual({ ok: false, error: { kind: "gone" } })
	})
})

describe("recordAuthorityUse", () => {
	it("writes into the log which CA issues for which check of what", async () => {
		const use = { authority: "ab".repeat(32), runId: "a-run", target: "grpcs://localhost:9091" }
		expect(await recordAuthorityUse(fresh.context, use)).toEqual({ ok: true, value: undefined })
		expect(await auditRows()).toMatchObject([
			{
				...{ action: "authority-lent", subject: use.authority, actor: "test", at: now },
				detail: JSON.stringify({ run: use.runId, target: use.target }),
			},
		])
	})
})

describe("deleteAuthority", () => {
	it("leaves nothing of the key on disk, says so in the log, and keeps the list of what was issued", async () => {
		const sha256 = await keep()
		await issueFromAuthority(fresh.context, {
			authority: sha256,
			request: await request(["a.test"]),
			terms: {},
		})
		expect(await deleteAuthority(fresh.context, { sha256 })).toEqual({ ok: true, value: undefined })
		expect(await readdir(folder())).toEqual([])
		const [secret = "no line"] = toPem("PRIVATE KEY", rootKey).split("\n").slice(1)
		expect((await everyFile(fresh.context.dataFolder)).filter((text) => text.includes(secret))).toEqual([])
		expect((await auditRows()).at(-1)).toMatchObject({
			action: "authority-deleted",
			subject: sha256,
			detail: JSON.stringify({ subject: "CN=Team CA" }),
		})
		expect(await listIssued(fresh.context.store, sha256)).toMatchObject({ value: [{ names: ["a.test"] }] })
		expect(await deleteAuthority(fresh.context, { sha256 })).toEqual({ ok: false, error: { kind: "gone" } })
	})
})
