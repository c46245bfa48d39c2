import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto"
import { describe, expect, test } from "vitest"
import { sm3 } from "./sm3.ts"
import { verifySm2 } from "./verify-sm2.ts"

const hasSm3 = (() => {
	try {
		createHash("sm3")
		return true
	} catch {
		return false
	}
})()

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")

describe("sm3", () => {
	test("digests the examples of GB/T 32905 appendix A", () => {
		expect(hex(sm3(new TextEncoder().encode("abc")))).toBe(
			"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
		)
		expect(hex(sm3(new TextEncoder().encode("abcd".repeat(16))))).toBe(
			"debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
		)
	})

	test.skipIf(!hasSm3)("agrees with the platform at every length around a block", () => {
		for (let length = 0; length < 200; length += 1) {
			const message = randomBytes(length)
			expect(hex(sm3(message))).toBe(createHash("sm3").update(message).digest("hex"))
		}
	})
})

describe("verifySm2", () => {
	const zeros = new Uint8Array(64)

	test("refuses points off the curve, signatures out of range and wrong lengths", () => {
		const off = Uint8Array.from([4, ...new Uint8Array(64).fill(7)])
		expect(verifySm2(zeros, new Uint8Array(64).fill(1), off)).toBe(false)
		expect(verifySm2(zeros, zeros, off)).toBe(false)
		expect(verifySm2(zeros, new Uint8Array(0), new Uint8Array(0))).toBe(false)
	})

	test("an ECDSA signature is none of SM2", () => {
		const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" })
		const raw = sign("sha256", zeros, { key: privateKey, dsaEncoding: "ieee-p1363" })
		const spki = publicKey.export({ format: "der", type: "spki" })
		expect(verifySm2(zeros, raw, spki.subarray(-65))).toBe(false)
	})
})
