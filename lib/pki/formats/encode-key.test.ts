import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import { describe, expect, it } from "vitest"
import { Secret } from "#base/secret"
import { encryptedKeyPem, encryptKey, plainKeyPem, traditionalKeyPem } from "./encode-key.ts"

const keys: readonly (readonly [string, KeyObject, string])[] = [
	["P-256", generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, "EC PRIVATE KEY"],
	["P-384", generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey, "EC PRIVATE KEY"],
	["RSA", generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, "RSA PRIVATE KEY"],
	["Ed25519", generateKeyPairSync("ed25519").privateKey, ""],
]

function pkcs8Of(key: KeyObject): Secret<Uint8Array> {
	return new Secret(new Uint8Array(key.export({ type: "pkcs8", format: "der" })))
}

describe.each(keys)("a %s key", (_, key, label) => {
	it("is the same key as PKCS #8", () => {
		expect(createPrivateKey(plainKeyPem(pkcs8Of(key)).reveal()).equals(key)).toBe(true)
	})

	it("is opened by OpenSSL with its passphrase, and by no other", async () => {
		const pem = await encryptedKeyPem(pkcs8Of(key), new Secret("pässwörd"))
		expect(createPrivateKey({ key: pem, passphrase: "pässwörd" }).equals(key)).toBe(true)
		expect(() => createPrivateKey({ key: pem, passphrase: "password" })).toThrow()
	})

	it("is the same key in its older form, or is said to have none", () => {
		const old = traditionalKeyPem(pkcs8Of(key))
		if (label === "") expect(old).toEqual({ ok: false, error: expect.stringContaining("no form older") })
		else {
			expect(old.ok && old.value.reveal()).toContain(`BEGIN ${label}`)
			expect(old.ok && createPrivateKey(old.value.reveal()).equals(key)).toBe(true)
		}
	})
})

it("says of what is no key that it cannot be read", () => {
	expect(traditionalKeyPem(new Secret(Uint8Array.of(1, 2, 3))).ok).toBe(false)
})

it("makes a passphrase costly to guess: 600,000 rounds, and a salt and an IV of their own each time", async () => {
	const key = pkcs8Of(keys[0]?.[1] ?? generateKeyPairSync("ed25519").privateKey)
	const sealed = async () => Buffer.from(await encryptKey(key, new Secret("passphrase"))).toString("hex")
	const [one, other] = [await sealed(), await sealed()]
	// INTEGER 600000, and the PRF is HMAC-SHA-256 (RFC 8018 appendix A.2).
	expect(one).toMatch(/02030927c0300c06082a864886f70d02090500/)
	const partsOf = (der: string) =>
		[/0410([0-9a-f]{32})0203/, /0304012a0410([0-9a-f]{32})/].map((part) => part.exec(der)?.[1] ?? "")
	expect(partsOf(one).filter((part) => part === "" || other.includes(part))).toEqual([])
})
