import { createPrivateKey } from "node:crypto"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createSecureContext } from "node:tls"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Secret } from "#base/secret"
import { type MadeCertificate, makeCertificate } from "#x509/testing/make-certificate"
import type { EndpointSettings, KeySource, PemSource } from "../endpoint.ts"
import { loadMaterials } from "./load-materials.ts"

const base: EndpointSettings = {
	target: "grpcs://api:443",
	mode: "mtls",
	skipVerify: false,
	healthService: "",
	timeoutMs: 5_000,
}
const passphrase = new Secret("correct horse")

let folder: string
let authority: MadeCertificate
let client: MadeCertificate
let other: MadeCertificate
let clientKey: string
let lockedKey: string

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "countersign-materials-"))
	authority = await makeCertificate({ subject: "CN=Test CA", ca: true })
	const dates = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2020-02-01T00:00:00Z") }
	client = await makeCertificate({ subject: "CN=client", issuer: authority, ...dates })
	other = await makeCertificate({ subject: "CN=other" })
	const key = createPrivateKey(await pkcs8Of(client))
	clientKey = key.export({ type: "pkcs8", format: "pem" }).toString()
	const cipher = { cipher: "aes-256-cbc", passphrase: passphrase.reveal() }
	lockedKey = key.export({ type: "pkcs8", format: "pem", ...cipher }).toString()
	await write("ca.pem", `# our CA\n${authority.pem}`)
	await write("client.pem", `${client.pem}\n${authority.pem}`)
	await write("backwards.pem", `${authority.pem}\n${client.pem}`)
	await write("client.key", clientKey)
	await write("locked.key", lockedKey)
	await write("other.pem", other.pem)
	await write("page.html", "<html>404</html>")
	await write("token", "t0ken\n")
	await write("bearer", "Bearer t0ken\n")
	await write("many.pem", `${client.pem}\n`.repeat(1_001))
})

afterAll(() => rm(folder, { recursive: true }))

async function pkcs8Of({ keys }: MadeCertificate) {
	const bytes = await crypto.subtle.exportKey("pkcs8", keys.privateKey)
	return { key: Buffer.from(bytes), format: "der", type: "pkcs8" } as const
}

function write(name: string, text: string): Promise<void> {
	return writeFile(join(folder, name), text, { mode: 0o600 })
}

const path = (name: string) => join(folder, name)
const file = (name: string) => ({ kind: "file", path: path(name) }) as const
const load = (change: Partial<EndpointSettings>, fileRoots?: readonly string[]) =>
	loadMaterials({ ...base, ...change }, { fileRoots })

describe("usable settings", () => {
	test("bring CA, chain and key that TLS takes, and what the files were like", async () => {
		const materials = await load({
			ca: file("ca.pem"),
			certificate: file("client.pem"),
			key: file("client.key"),
		})
		expect(materials.problems).toEqual([])
		expect(materials.ca).toMatchObject({
			source: `${path("ca.pem")} (1 certificate)`,
			certificates: [authority.der],
		})
		expect(materials.client).toMatchObject({
			source: "files",
			leaf: { subject: "CN=client" },
			chain: { length: 2 },
		})
		expect(materials.files).toMatchObject([
			{
				field: "ca",
				path: path("ca.pem"),
				size: expect.any(Number),
				modifiedAt: expect.stringContaining("T"),
			},
			{ field: "certificate", path: path("client.pem"), leaf: { subject: "CN=client" } },
			{ field: "key", path: path("client.key") },
		])
		const { ca, client: own } = materials
		const context = { ca: ca?.pem, cert: own?.chainPem, key: own?.key.reveal() }
		expect(() => createSecureContext(context)).not.toThrow()
	})

	test("may be pasted, with a key that its passphrase opens", async () => {
		const pem = `${client.pem}\n${authority.pem}`
		const key = { kind: "pasted", pem: new Secret(lockedKey), passphrase } as const
		const materials = await load({ certificate: { kind: "pasted", pem }, key })
		expect(materials).toMatchObject({ problems: [], files: [], client: { source: "pasted" } })
		expect(materials.client?.key.reveal()).toBe(clientKey)
	})

	test("include an expired certificate: that is for the check to find", async () => {
		const materials = await load({ certificate: file("client.pem"), key: file("client.key") })
		expect(materials.problems).toEqual([])
		expect(materials.client?.leaf.notAfter).toBe("2020-02-01T00:00:00.000Z")
	})

	test("give a token as it was pasted, or from its file without the line break", async () => {
		const pasted = await load({ token: { kind: "pasted", text: new Secret("t0ken") } })
		const read = await load({ token: file("token") })
		expect([pasted.token?.reveal(), read.token?.reveal()]).toEqual(["t0ken", "t0ken"])
	})

	test("are read anew at every call", async () => {
		await write("rotating.pem", authority.pem)
		const before = await load({ ca: file("rotating.pem") })
		await write("rotating.pem", other.pem)
		const after = await load({ ca: file("rotating.pem") })
		expect(before.ca?.pem).not.toBe(after.ca?.pem)
	})

	test("never show a secret when they are printed", async () => {
		const materials = await load({
			certificate: file("client.pem"),
			key: file("client.key"),
			token: file("token"),
		})
		expect(JSON.stringify(materials)).not.toMatch(/PRIVATE KEY|t0ken/)
	})
})

describe("settings that cannot be used are named by field, path and cause", () => {
	test.each<[string, () => Partial<EndpointSettings>, field: string, rule: string, text: string]>([
		[
			"a CA file that is absent",
			() => ({ ca: file("none.pem") }),
			"ca",
			"file-unreadable",
			"none.pem does not exist",
		],
		[
			"a CA file that is no PEM",
			() => ({ ca: file("page.html") }),
			"ca",
			"bad-pem-or-key",
			"page.html: There is no PEM",
		],
		[
			"a key where the CA belongs",
			() => ({ ca: file("client.key") }),
			"ca",
			"bad-pem-or-key",
			"holds a private key",
		],
		[
			"more than 1,000 certificates",
			() => ({ ca: file("many.pem") }),
			"ca",
			"bad-pem-or-key",
			"1000 certificates",
		],
		[
			"pasted text that is no PEM",
			() => ({ ca: pasted("hello") }),
			"ca",
			"bad-pem-or-key",
			"The pasted text: ",
		],
		[
			"a damaged certificate in a bundle",
			() => ({ ca: damaged() }),
			"ca",
			"bad-pem-or-key",
			"certificate 2 of 2 is damaged",
		],
		[
			"a key where the certificate belongs",
			() => own("client.key", "client.key"),
			"certificate",
			"bad-pem-or-key",
			"holds a private key",
		],
		[
			"a certificate where the key belongs",
			() => own("client.pem", "client.pem"),
			"key",
			"bad-pem-or-key",
			"holds a certificate",
		],
		[
			"an encrypted key without passphrase",
			() => own("client.pem", "locked.key"),
			"passphrase",
			"bad-pem-or-key",
			"locked.key: The private key is encrypted",
		],
		[
			"a wrong passphrase",
			() => own("client.pem", "locked.key", new Secret("wrong")),
			"passphrase",
			"bad-pem-or-key",
			"passphrase is wrong",
		],
		[
			"a key of another certificate",
			() => own("other.pem", "client.key"),
			"key",
			"key-cert-mismatch",
			"does not belong to the certificate of CN=other",
		],
		[
			"a chain in the wrong order",
			() => own("backwards.pem", "client.key"),
			"certificate",
			"key-cert-mismatch",
			"belongs to certificate 2",
		],
		[
			"a certificate without key",
			() => ({ certificate: file("client.pem") }),
			"key",
			"partial-config",
			"no private key",
		],
		[
			"a key without certificate",
			() => ({ key: file("client.key") }),
			"certificate",
			"partial-config",
			"no client certificate",
		],
		[
			"a token file with more than the token",
			() => ({ token: file("bearer") }),
			"token",
			"partial-config",
			"bearer holds white space",
		],
		[
			"a token file that is absent",
			() => ({ token: file("none") }),
			"token",
			"file-unreadable",
			"none does not exist",
		],
	])("%s", async (_, change, field, rule, text) => {
		const materials = await load(change())
		expect(materials.problems).toMatchObject([{ field, rule, text: expect.stringContaining(text) }])
		expect(JSON.stringify(materials.problems)).not.toContain(clientKey.slice(60, 100))
	})

	test("all at once", async () => {
		const { problems } = await load({
			ca: file("none.pem"),
			...own("page.html", "client.pem"),
			token: file("bearer"),
		})
		expect(problems.map(({ field }) => field)).toEqual(["ca", "certificate", "key", "token"])
	})

	test("when they lie outside the folders that may be read", async () => {
		const { problems } = await load({ ca: file("ca.pem") }, ["/nowhere"])
		expect(problems).toMatchObject([
			{ field: "ca", rule: "file-unreadable", text: expect.stringContaining("outside") },
		])
	})
})

function own(
	certificate: string,
	key: string,
	word?: Secret<string>,
): { certificate: PemSource; key: KeySource } {
	return {
		certificate: file(certificate),
		key: { ...file(key), ...(word === undefined ? {} : { passphrase: word }) },
	}
}

function pasted(pem: string): PemSource {
	return { kind: "pasted", pem }
}

function damaged(): PemSource {
	return pasted(`${authority.pem}\n-----BEGIN CERTIFICATE-----\nMAMCAQU=\n-----END CERTIFICATE-----\n`)
}
