import "reflect-metadata"
import { generateKeyPairSync } from "node:crypto"
import * as x509 from "@peculiar/x509"
import { beforeAll, describe, expect, it } from "vitest"
import { readRequest } from "../formats/certificate-request.ts"
import { readSpki } from "../formats/private-key-info.ts"
import { type MadeCertificate, makeAuthority, makeCertificate, usage } from "../testing/make-certificate.ts"
import { lintCertificates, lintPublicKey, lintRequest } from "./lint-certificates.ts"

const at = Date.parse("2030-02-01T00:00:00Z")
const rulesOf = (...list: readonly Uint8Array[]) => lintCertificates(list, { at }).map(({ rule }) => rule)
const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
let ca: MadeCertificate
let leaf: MadeCertificate

beforeAll(async () => {
	ca = await makeAuthority({ subject: "CN=R10,O=Let's Encrypt", serial: "1001" })
	leaf = await makeCertificate({ subject: "CN=a", issuer: ca, eku: [usage.server, usage.client] })
})

/** DER with the first occurrence of some bytes replaced by as many others. */
function patched(der: Uint8Array, from: readonly number[], to: readonly number[]): Uint8Array {
	const changed = Uint8Array.from(der)
	const start = changed.findIndex((_, index) =>
		from.every((byte, offset) => changed[index + offset] === byte),
	)
	expect(start).toBeGreaterThan(-1)
	changed.set(to, start)
	return changed
}

const ascii = (text: string) => [...new TextEncoder().encode(text)]

describe("lints of how a certificate is written", () => {
	it("certificate-version", () => {
		const second = patched(leaf.der, [0xa0, 3, 2, 1, 2], [0xa0, 3, 2, 1, 1])
		expect(rulesOf(second)).toContain("certificate-version")
		expect(rulesOf(leaf.der)).not.toContain("certificate-version")
	})

	it("signature-algorithms-differ", () => {
		const sha256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]
		const mixed = patched(leaf.der, sha256, [...sha256.slice(0, -1), 3])
		expect(rulesOf(mixed)).toContain("signature-algorithms-differ")
		expect(rulesOf(leaf.der)).not.toContain("signature-algorithms-differ")
	})

	it("time-encoding", async () => {
		const late = await makeCertificate({ subject: "CN=a", notAfter: new Date("2050-01-01T00:00:00Z") })
		expect(rulesOf(late.der)).not.toContain("time-encoding")
		expect(rulesOf(patched(late.der, ascii("20500101"), ascii("20310101")))).toContain("time-encoding")
	})

	it("weak-signature", async () => {
		const old = await makeCertificate({
			...{ subject: "CN=a", issuer: ca },
			signingAlgorithm: { name: "ECDSA", hash: "SHA-1" },
		})
		expect(rulesOf(old.der, ca.der)).toContain("weak-signature")
		expect(rulesOf(leaf.der, ca.der)).not.toContain("weak-signature")
	})

	it("client-auth-from-public-ca", async () => {
		expect(rulesOf(leaf.der)).toContain("client-auth-from-public-ca")
		const serverOnly = await makeCertificate({ subject: "CN=a", issuer: ca, eku: [usage.server] })
		expect(rulesOf(serverOnly.der)).not.toContain("client-auth-from-public-ca")
	})
})

describe("lints of keys", () => {
	const lintsOf = (spki: Uint8Array) => {
		const read = readSpki(spki)
		return read.ok ? lintPublicKey(read.value).map(({ rule }) => rule) : [read.error.text]
	}

	it("key-parameters-explicit", () => {
		const spkiOf = (paramEncoding: "explicit" | "named") =>
			generateKeyPairSync("ec", {
				...{ namedCurve: "P-256", paramEncoding },
				publicKeyEncoding: { type: "spki", format: "der" },
				privateKeyEncoding: { type: "pkcs8", format: "der" },
			}).publicKey
		expect(lintsOf(spkiOf("explicit"))).toEqual(["key-parameters-explicit"])
		expect(lintsOf(spkiOf("named"))).toEqual([])
	})

	it("rsa-exponent-bad", () => {
		const { publicKey } = generateKeyPairSync("rsa", {
			modulusLength: 2048,
			publicKeyEncoding: { type: "spki", format: "der" },
			privateKeyEncoding: { type: "pkcs8", format: "der" },
		})
		expect(lintsOf(publicKey)).toEqual([])
		expect(lintsOf(patched(publicKey, [2, 3, 1, 0, 1], [2, 3, 1, 0, 0]))).toContain("rsa-exponent-bad")
	})
})

describe("lints of requests", () => {
	async function requestWith(extensions: x509.Extension[]): Promise<Uint8Array> {
		const keys = await crypto.subtle.generateKey(p256, true, ["sign", "verify"])
		const request = await x509.Pkcs10CertificateRequestGenerator.create({
			...{ name: "CN=api", keys, extensions },
			signingAlgorithm: p256,
		})
		return new Uint8Array(request.rawData)
	}

	const lintsOf = (der: Uint8Array, isSigned = true) => {
		const read = readRequest(der)
		return read.ok ? lintRequest(read.value, isSigned).map(({ rule }) => rule) : [read.error.text]
	}
	const names = new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "api.example.com" }])

	it("request-lacks-san", async () => {
		expect(lintsOf(await requestWith([]))).toEqual(["request-lacks-san"])
		expect(lintsOf(await requestWith([names]))).toEqual([])
	})

	it("request-asks-for-ca", async () => {
		const ca = new x509.BasicConstraintsExtension(true, undefined, true)
		expect(lintsOf(await requestWith([names, ca]))).toEqual(["request-asks-for-ca"])
	})

	it("request-signature-invalid", async () => {
		expect(lintsOf(await requestWith([names]), false)).toEqual(["request-signature-invalid"])
	})
})
