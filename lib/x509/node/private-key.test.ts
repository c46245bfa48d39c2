import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import { beforeAll, describe, expect, test } from "vitest"
import { Secret } from "#base/secret"
import { type MadeCertificate, makeCertificate } from "../testing/make-certificate.ts"
import { keyMatchesCertificate } from "./key-match.ts"
import { readPrivateKey } from "./private-key.ts"
import { systemRoots } from "./system-roots.ts"

const { privateKey: ec } = generateKeyPairSync("ec", { namedCurve: "P-256" })
const { privateKey: rsa } = generateKeyPairSync("rsa", { modulusLength: 2048 })
const word = "correct horse"

let made: MadeCertificate
let key: KeyObject

beforeAll(async () => {
	made = await makeCertificate({ subject: "CN=pair" })
	const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", made.keys.privateKey))
	key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })
})

function pemOf(from: KeyObject, type: "pkcs8" | "pkcs1" | "sec1", cipher?: string): string {
	const encryption = cipher === undefined ? {} : { cipher, passphrase: word }
	return from.export({ format: "pem", type, ...encryption }).toString()
}

describe("readPrivateKey", () => {
	test.each([
		["PKCS #8", pemOf(ec, "pkcs8"), "ec"],
		["SEC 1", pemOf(ec, "sec1"), "ec"],
		["PKCS #1", pemOf(rsa, "pkcs1"), "rsa"],
		["encrypted PKCS #8", pemOf(ec, "pkcs8", "aes-256-cbc"), "ec"],
		["the old encrypted form", pemOf(rsa, "pkcs1", "aes-128-cbc"), "rsa"],
	])("reads %s", (_, pem, keyType) => {
		expect(readPrivateKey(`first\n${pem}`, new Secret(word))).toMatchObject({ ok: true, value: { keyType } })
	})

	test("passes over the certificate in front of the key", () => {
		expect(readPrivateKey(`${made.pem}\n${pemOf(ec, "pkcs8")}`).ok).toBe(true)
	})

	test.each([
		[
			"an encrypted key without a passphrase",
			pemOf(ec, "pkcs8", "aes-256-cbc"),
			undefined,
			"passphrase-missing",
		],
		[
			"an old encrypted key without a passphrase",
			pemOf(rsa, "pkcs1", "aes-128-cbc"),
			"",
			"passphrase-missing",
		],
		["a wrong passphrase", pemOf(ec, "pkcs8", "aes-256-cbc"), "wrong", "passphrase-wrong"],
		["a wrong passphrase of the old form", pemOf(rsa, "pkcs1", "aes-128-cbc"), "wrong", "passphrase-wrong"],
		[
			"bytes that are no key",
			"-----BEGIN PRIVATE KEY-----\nMAMCAQU=\n-----END PRIVATE KEY-----",
			undefined,
			"damaged",
		],
		[
			"an OpenSSH key",
			"-----BEGIN OPENSSH PRIVATE KEY-----\nMAMC\n-----END OPENSSH PRIVATE KEY-----",
			undefined,
			"openssh",
		],
		["a public key", "-----BEGIN PUBLIC KEY-----\nMAMC\n-----END PUBLIC KEY-----", undefined, "no-key"],
		["text", "hello", undefined, "unreadable-pem"],
	])("tells %s apart", (_, pem, passphrase, kind) => {
		const secret = passphrase === undefined ? undefined : new Secret(passphrase)
		const found = readPrivateKey(pem, secret)
		expect(found).toMatchObject({ ok: false, error: { kind } })
		expect(JSON.stringify(found)).not.toContain("MAMC")
	})

	test("says that a certificate was given where a key belongs", () => {
		expect(readPrivateKey(made.pem)).toMatchObject({
			ok: false,
			error: { kind: "certificate-instead-of-key" },
		})
	})

	test("never prints the key", () => {
		const read = readPrivateKey(pemOf(ec, "pkcs8"))
		expect(JSON.stringify(read)).not.toContain("BEGIN")
	})
})

describe("keyMatchesCertificate", () => {
	test("knows the key of a certificate from another one", () => {
		expect(keyMatchesCertificate(key, made.der)).toBe(true)
		expect(keyMatchesCertificate(ec, made.der)).toBe(false)
		expect(keyMatchesCertificate(rsa, made.der)).toBe(false)
		expect(keyMatchesCertificate(key, made.der.subarray(1))).toBe(false)
	})
})

test("systemRoots gives every trusted certificate once, and the same array each time", () => {
	const roots = systemRoots()
	expect(roots.length).toBeGreaterThan(50)
	expect(new Set(roots.map((der) => Buffer.from(der).toString("base64"))).size).toBe(roots.length)
	expect(systemRoots()).toBe(roots)
})
