import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { Secret } from "#base/secret"
import { makeCertificate } from "../testing/make-certificate.ts"
import { derValue } from "./der-writer.ts"
import { utf16Password } from "./password.ts"
import { type Material, readMaterial } from "./read-material.ts"

const word = "correct horse"
const { privateKey: ec } = generateKeyPairSync("ec", { namedCurve: "P-384" })
const { privateKey: rsa } = generateKeyPairSync("rsa", { modulusLength: 2048 })
const { privateKey: ed } = generateKeyPairSync("ed25519")
const bytesOf = (text: string) => new TextEncoder().encode(text)

function pemOf(key: KeyObject, type: "pkcs8" | "pkcs1" | "sec1", cipher?: string): string {
	const encryption = cipher === undefined ? {} : { cipher, passphrase: word }
	return key.export({ format: "pem", type, ...encryption }).toString()
}

async function keyOf(bytes: Uint8Array, password?: string) {
	const read = await readMaterial(bytes, password === undefined ? undefined : new Secret(password))
	const items = read.ok && read.value.kind === "items" ? read.value.items : []
	return items.flatMap((item) => (item.kind === "key" ? [item.key] : []))[0]
}

describe("a private key", () => {
	test.each([
		["PKCS #8", pemOf(ec, "pkcs8"), "EC P-384"],
		["SEC 1", pemOf(ec, "sec1"), "EC P-384"],
		["PKCS #1", pemOf(rsa, "pkcs1"), "RSA"],
		["Ed25519, whose public half is not inside", pemOf(ed, "pkcs8"), "Ed25519"],
		["PKCS #8 with AES", pemOf(ec, "pkcs8", "aes-256-cbc"), "EC P-384"],
		["PKCS #8 with triple DES", pemOf(rsa, "pkcs8", "des-ede3-cbc"), "RSA"],
		["the old encrypted form with AES", pemOf(rsa, "pkcs1", "aes-192-cbc"), "RSA"],
		["the old encrypted form with triple DES", pemOf(ec, "sec1", "des-ede3-cbc"), "EC P-384"],
	])("is read as %s, with the fingerprint of its public half", async (_, pem, keyType) => {
		const key = await keyOf(bytesOf(pem), word)
		expect(key?.outcome).toMatchObject({ ok: true, value: { keyType, spki: expect.any(Uint8Array) } })
		expect(JSON.stringify(key)).not.toContain(pem.split("\n")[1])
	})

	test.each([
		["pkcs8", ec],
		["pkcs1", rsa],
	] as const)("is recognised as DER of %s", async (type, key) => {
		const der = Uint8Array.from(key.export({ format: "der", type }))
		expect((await keyOf(der))?.outcome.ok).toBe(true)
	})

	test.each([
		["a wrong password", pemOf(ec, "pkcs8", "aes-256-cbc"), "wrong", "password-wrong"],
		["a wrong password of the old form", pemOf(rsa, "pkcs1", "aes-128-cbc"), "wrong", "password-wrong"],
		["no password", pemOf(ec, "pkcs8", "aes-256-cbc"), undefined, "password-missing"],
		["damage", "-----BEGIN PRIVATE KEY-----\nMAMCAQU=\n-----END PRIVATE KEY-----\n", undefined, "damaged"],
		[
			"a cipher that is not known",
			"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: CAMELLIA-128-CBC,00\n\nMAMCAQU=\n-----END RSA PRIVATE KEY-----\n",
			word,
			"unsupported",
		],
	])("tells %s apart", async (_, pem, password, kind) => {
		expect((await keyOf(bytesOf(pem), password))?.outcome).toMatchObject({ ok: false, error: { kind } })
	})

	test("is refused by name when its derivation asks for absurd work", async () => {
		const count = (value: number) =>
			derValue(2, Uint8Array.of(0, value >> 24, value >> 16, value >> 8, value).subarray(1))
		const salt = derValue(4, new Uint8Array(8))
		const oid = (hex: string) => derValue(6, Uint8Array.from(Buffer.from(hex, "hex")))
		const kdf = derValue(0x30, oid("2a864886f70d01050c"), derValue(0x30, salt, count(0x7fffffff)))
		const scrypt = ["0100000000", "08", "01"].map((hex) =>
			derValue(2, Uint8Array.from(Buffer.from(hex, "hex"))),
		)
		const memory = derValue(
			0x30,
			oid("2b06010401da47040b"),
			derValue(0x30, salt, ...scrypt.with(0, count(0x40000000))),
		)
		const cipher = derValue(0x30, oid("60864801650304012a"), derValue(4, new Uint8Array(16)))
		for (const by of [kdf, memory]) {
			const scheme = derValue(0x30, oid("2a864886f70d01050d"), derValue(0x30, by, cipher))
			const der = derValue(0x30, scheme, derValue(4, new Uint8Array(32)))
			expect((await keyOf(der, word))?.outcome).toMatchObject({ ok: false, error: { kind: "too-costly" } })
		}
	})
})

describe("other files", () => {
	test.each([
		["nothing", "", "empty"],
		["bytes of no format", "\u00ff\u0000\u0001", "unknown-format"],
		["prose", "hello", "unknown-format"],
		["a PEM block that lost its end", "-----BEGIN CERTIFICATE-----\nMAMC\n", "damaged"],
		["DER of something else", "0\u0003\u0002\u0001\u0005", "unknown-format"],
		["a Bouncy Castle keystore", "\0\0\0\u0002\0\0\0\u0014", "unsupported"],
	])("are told apart: %s", async (_, text, kind) => {
		expect(await readMaterial(bytesOf(text))).toMatchObject({ ok: false, error: { kind } })
	})

	test("say that an OpenSSH key is one", async () => {
		const text = "-----BEGIN OPENSSH PRIVATE KEY-----\nMAMC\n-----END OPENSSH PRIVATE KEY-----\n"
		const read = await readMaterial(bytesOf(text))
		expect(JSON.stringify(read)).toContain("OpenSSH")
	})

	test("are read from DER, PEM and bare base64 alike", async () => {
		const made = await makeCertificate({ subject: "CN=a" })
		const base64 = bytesOf(Buffer.from(made.der).toString("base64"))
		for (const bytes of [made.der, bytesOf(made.pem), base64]) {
			const read = await readMaterial(bytes)
			expect(read).toMatchObject({ ok: true, value: { items: [{ kind: "certificate", der: made.der }] } })
		}
	})

	test("are read from PKCS #7, with definite lengths and with indefinite ones", async () => {
		const { der } = await makeCertificate({ subject: "CN=a" })
		const oid = Uint8Array.from(Buffer.from("06092a864886f70d010702", "hex"))
		const inner = derValue(0x30, Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1))
		const parts = [Uint8Array.of(2, 1, 1), derValue(0x31), inner, derValue(0xa0, der), derValue(0x31)]
		const definite = derValue(0x30, oid, derValue(0xa0, derValue(0x30, ...parts)))
		const ends = new Uint8Array(6)
		const indefinite = Uint8Array.from([
			0x30,
			0x80,
			...oid,
			0xa0,
			0x80,
			0x30,
			0x80,
			...parts.flatMap((part) => [...part]),
			...ends,
		])
		for (const bytes of [definite, indefinite]) {
			const read = await readMaterial(bytes)
			expect(read).toMatchObject({
				ok: true,
				value: { format: "PKCS #7", items: [{ kind: "certificate", der }] },
			})
		}
	})
})

/** A JKS file with one trusted certificate, written as Java writes it. */
function trustStore(der: Uint8Array, password: string): Uint8Array {
	const utf = (text: string) => [0, text.length, ...bytesOf(text)]
	const size = [der.length >> 24, der.length >> 16, der.length >> 8, der.length].map((byte) => byte & 0xff)
	const head = [
		0xfe,
		0xed,
		0xfe,
		0xed,
		0,
		0,
		0,
		2,
		0,
		0,
		0,
		1,
		0,
		0,
		0,
		2,
		...utf("ca"),
		0,
		0,
		1,
		2,
		3,
		4,
		5,
		6,
	]
	const body = Uint8Array.from([...head, ...utf("X.509"), ...size, ...der])
	const digest = createHash("sha1")
		.update(utf16Password(password))
		.update("Mighty Aphrodite")
		.update(body)
		.digest()
	return Uint8Array.from([...body, ...digest])
}

test("a Java truststore is listed without its password, and checked with it", async () => {
	const { der } = await makeCertificate({ subject: "CN=a" })
	const store = trustStore(der, "changeit")
	const entries = [{ kind: "trusted-certificate", alias: "ca", certificates: [der] }]
	expect(await readMaterial(store, new Secret("changeit"))).toMatchObject({
		value: { format: "JKS", keystore: { integrity: { kind: "verified" }, entries } },
	})
	expect(await readMaterial(store)).toMatchObject({
		value: { keystore: { integrity: { kind: "not-checked" }, entries } },
	})
	expect(await readMaterial(store, new Secret("other"))).toMatchObject({ error: { kind: "password-wrong" } })
	for (let length = 4; length < store.length; length += 1) {
		expect(await readMaterial(store.subarray(0, length))).toMatchObject({ error: { kind: "damaged" } })
	}
})

const suite = "../shared/suites/keystores"

test.skipIf(!existsSync(suite))(
	"no keystore of the suite throws, however it is cut or changed (skipped: ../shared is absent)",
	async () => {
		const folders = ["generated", "pyca-pkcs12"].map((name) => `${suite}/${name}`)
		const files = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
		for (const file of files) {
			const whole = new Uint8Array(readFileSync(file))
			for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 40)) {
				await readMaterial(whole.subarray(0, at), new Secret("x"))
				const changed = Uint8Array.from(whole)
				changed[at] = (changed[at] ?? 0) ^ 0x81
				const read: { ok: boolean; value?: Material } = await readMaterial(changed, new Secret("x"))
				expect(typeof read.ok).toBe("boolean")
			}
		}
	},
	60_000,
)
