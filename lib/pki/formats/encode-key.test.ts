import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import { describe, expect, it } from "vitest"
import { Secret } from "#base/secret"
import { encryptedKeyPem, plainKeyPem, traditionalKeyPem } from "./encode-key.ts"

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
