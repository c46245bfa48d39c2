import { getCiphers } from "node:tls"
import { describe, expect, test } from "vitest"
import { alertName } from "./alerts.ts"
import { cipherSuiteTable } from "./cipher-suite-table.ts"
import { cipherSuiteFacts, cipherSuiteName, opensslCipherName } from "./cipher-suites.ts"
import { isGrease } from "./code-point.ts"
import { extensionName } from "./extensions.ts"
import { groupName } from "./groups.ts"
import { signatureSchemeName } from "./signature-schemes.ts"
import { isTls13, versionCode, versionName } from "./versions.ts"

describe("names of code points", () => {
	test.each([
		[cipherSuiteName(0x1301), "TLS_AES_128_GCM_SHA256"],
		[cipherSuiteName(0xc02f), "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
		[cipherSuiteName(0x0003), "TLS_RSA_EXPORT_WITH_RC4_40_MD5"],
		[cipherSuiteName(0xc0aa), "TLS_PSK_DHE_WITH_AES_128_CCM_8"],
		[cipherSuiteName(0x5600), "TLS_FALLBACK_SCSV"],
		[groupName(0x001d), "x25519"],
		[groupName(0x11ec), "X25519MLKEM768"],
		[groupName(0x11eb), "SecP256r1MLKEM768"],
		[groupName(0x11ed), "SecP384r1MLKEM1024"],
		[groupName(0x0201), "MLKEM768"],
		[signatureSchemeName(0x0804), "rsa_pss_rsae_sha256"],
		[signatureSchemeName(0x0905), "mldsa65"],
		[extensionName(51), "key_share"],
		[extensionName(16), "application_layer_protocol_negotiation"],
		[alertName(116), "certificate_required"],
		[versionName(0x0304), "1.3"],
		[versionName(0x0301), "1.0"],
		[versionName(0x7f14), "1.3 draft 20"],
	])("%s", (name, expected) => {
		expect(name).toBe(expected)
	})

	test("unknown code points get a stable name that keeps them", () => {
		expect(cipherSuiteName(0x1a2b)).toBe("0x1a2b")
		expect(groupName(0x7777)).toBe("0x7777")
		expect(versionName(0x0305)).toBe("0x0305")
		expect(alertName(200)).toBe("unknown_200")
	})

	test("GREASE is called GREASE wherever it appears", () => {
		expect(cipherSuiteName(0x0a0a)).toBe("GREASE (0x0a0a)")
		expect(groupName(0xfafa)).toBe("GREASE (0xfafa)")
		expect(extensionName(0x1a1a)).toBe("GREASE (0x1a1a)")
		expect([0x0a1a, 0x0a0b, 0x1301].map(isGrease)).toEqual([false, false, false])
	})

	test("versions survive the way to their name and back", () => {
		for (const code of [0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0x7f14, 0x7f1c]) {
			expect(versionCode(versionName(code))).toBe(code)
		}
		expect([0x0303, 0x0304, 0x7f14].map(isTls13)).toEqual([false, true, true])
	})
})

describe("the table of cipher suites", () => {
	test("names every suite once, in the order of code points", () => {
		const codes = cipherSuiteTable.map(([code]) => code)
		expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b))
		expect(new Set(cipherSuiteTable.map(([, name]) => name)).size).toBe(codes.length)
		expect(codes.length).toBeGreaterThan(340)
	})

	test("knows every suite that Node's own OpenSSL can speak, by OpenSSL's name", () => {
		const known = new Set(cipherSuiteTable.map(([, , openssl]) => openssl?.toLowerCase()))
		const missing = getCiphers().filter((name) => !known.has(name))
		expect(missing).toEqual([])
	})

	test("says what opening a record takes, for every suite that encrypts", () => {
		const vague = cipherSuiteTable
			.map(([code]) => cipherSuiteFacts(code))
			.filter((facts) => facts?.mode === "none")
			.map((facts) => facts?.name)
			.filter((name) => !/NULL|SCSV|^TLS_SHA\d/.test(name ?? ""))
		expect(vague).toEqual([])
	})

	test.each([
		[0x1302, { cipher: "aes-256-gcm", keyLength: 32, tagLength: 16, hash: "sha384", isTls13: true }],
		[0x1305, { cipher: "aes-128-ccm", keyLength: 16, tagLength: 8, hash: "sha256", isTls13: true }],
		[0xc02f, { keyExchange: "ECDHE", authentication: "RSA", cipher: "aes-128-gcm", isTls13: false }],
		[0xc013, { keyExchange: "ECDHE", mode: "cbc", mac: "sha1", hash: "sha256", tagLength: 16 }],
		[0xc028, { mode: "cbc", mac: "sha384", hash: "sha384", keyLength: 32 }],
		[0x000a, { keyExchange: "RSA", cipher: "des-ede3-cbc", keyLength: 24, tagLength: 8 }],
		[0x0018, { keyExchange: "DH", authentication: "anon", mode: "stream" }],
		[0xc0ab, { keyExchange: "DHE_PSK", authentication: "PSK" }],
		[0xccac, { keyExchange: "ECDHE_PSK", authentication: "PSK", cipher: "chacha20-poly1305" }],
	])("facts of 0x%s", (code, expected) => {
		expect(cipherSuiteFacts(code)).toMatchObject(expected)
	})

	test("has no facts and no alias for a code point it does not know", () => {
		expect(cipherSuiteFacts(0x1a2b)).toBeUndefined()
		expect(opensslCipherName(0x1a2b)).toBeUndefined()
		expect(opensslCipherName(0xc02f)).toBe("ECDHE-RSA-AES128-GCM-SHA256")
	})
})
