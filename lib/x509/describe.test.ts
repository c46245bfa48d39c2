import { beforeAll, describe, expect, test } from "vitest"
import { describeCertificate } from "./describe.ts"
import type { CertificateDescription } from "./description.ts"
import {
	keyUsageBit,
	type MadeCertificate,
	makeAuthority,
	makeCertificate,
	usage,
} from "./testing/make-certificate.ts"

let leaf: MadeCertificate

async function describeReadable(der: Uint8Array): Promise<CertificateDescription> {
	const observed = await describeCertificate(der)
	if (observed.kind !== "certificate") throw new Error(observed.problem)
	return observed.description
}

beforeAll(async () => {
	const authority = await makeAuthority({ subject: "CN=Test Root, O=Test", ca: 1 })
	leaf = await makeCertificate({
		subject: "CN=api.example.test, O=Büro \\, GmbH",
		issuer: authority,
		serial: "00ab01",
		names: [
			{ type: "dns", value: "api.example.test" },
			{ type: "ip", value: "192.0.2.7" },
			{ type: "ip", value: "2001:db8:0:0:0:0:0:1" },
			{ type: "url", value: "spiffe://example.test/api" },
			{ type: "email", value: "ops@example.test" },
		],
		keyUsage: keyUsageBit.digitalSignature,
		isKeyUsageCritical: true,
		eku: [usage.server, "1.2.3.4"],
		withKeyIds: true,
	})
})

describe("describeCertificate", () => {
	test("names every subject alternative name in its canonical form", async () => {
		const { sans } = await describeReadable(leaf.der)
		expect(sans).toEqual({
			dns: ["api.example.test"],
			ip: ["192.0.2.7", "2001:db8::1"],
			uri: ["spiffe://example.test/api"],
			email: ["ops@example.test"],
		})
	})

	test("gives names, serial, usages and key ids as plain data", async () => {
		const description = await describeReadable(leaf.der)
		expect(description).toMatchObject({
			subject: "O=Büro \\, GmbH,CN=api.example.test",
			issuer: "O=Test,CN=Test Root",
			serial: "ab01",
			commonName: "api.example.test",
			notBefore: "2030-01-01T00:00:00.000Z",
			notAfter: "2030-12-31T23:59:59.000Z",
			keyType: "EC P-256",
			keyBits: 256,
			signatureAlgorithm: "ecdsa-with-SHA256",
			isCa: false,
			isSelfIssued: false,
			eku: ["serverAuth", "1.2.3.4"],
			keyUsage: ["digitalSignature"],
			keyUsageCritical: true,
			version: 3,
		})
		expect(description.authorityKeyId).toMatch(/^[0-9a-f]{40}$/)
		expect(JSON.parse(JSON.stringify(description))).toEqual(description)
	})

	test.each([
		[{ name: "Ed25519" }, { name: "Ed25519" }, "Ed25519", 256, "Ed25519"],
		[
			{ name: "ECDSA", namedCurve: "P-521" },
			{ name: "ECDSA", hash: "SHA-512" },
			"EC P-521",
			521,
			"ecdsa-with-SHA512",
		],
		[rsa("RSASSA-PKCS1-v1_5"), { name: "RSASSA-PKCS1-v1_5" }, "RSA", 2048, "sha256WithRSAEncryption"],
		[rsa("RSA-PSS"), { name: "RSA-PSS", saltLength: 32 }, "RSA", 2048, "id-RSASSA-PSS"],
	])("names key and signature of %o", async (keyAlgorithm, signingAlgorithm, keyType, keyBits, signature) => {
		const made = await makeCertificate({ subject: "CN=key", keyAlgorithm, signingAlgorithm })
		const description = await describeReadable(made.der)
		expect(description).toMatchObject({ keyType, keyBits, signatureAlgorithm: signature, isSelfIssued: true })
		expect(description).not.toHaveProperty("eku")
	})

	test("describes every truncation as unreadable and says where reading stopped", async () => {
		for (let length = 0; length < leaf.der.length; length += 7) {
			const observed = await describeCertificate(leaf.der.subarray(0, length))
			expect(observed).toMatchObject({ kind: "unreadable", length, problem: expect.stringMatching(/\S+/) })
		}
	})

	test("reports bytes after the certificate", async () => {
		const longer = Uint8Array.from([...leaf.der, 0])
		expect(await describeCertificate(longer)).toMatchObject({
			kind: "unreadable",
			problem: expect.stringContaining("1 bytes too many"),
		})
	})

	test("never throws on changed bytes", async () => {
		for (let at = 0; at < leaf.der.length; at += 3) {
			const changed = Uint8Array.from(leaf.der)
			changed[at] = (changed[at] ?? 0) ^ 0xff
			const observed = await describeCertificate(changed)
			expect(["certificate", "unreadable"]).toContain(observed.kind)
		}
	})
})

function rsa(name: string) {
	return { name, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" }
}
