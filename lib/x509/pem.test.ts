import { describe, expect, test } from "vitest"
import { parsePem, pemCharactersMax } from "./pem.ts"
import { parsePemCertificates } from "./pem-certificates.ts"

function block(label: string, body: readonly string[] = ["MAMCAQU="]): string {
	return [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`].join("\n")
}

describe("parsePem", () => {
	test("gives label, kind, bytes and lines of every block and passes over text between them", () => {
		const text = `subject=CN=x\r\n${block("CERTIFICATE").replaceAll("\n", "\r\n")}\r\n\r\n${block("PRIVATE KEY")}\n`
		expect(parsePem(text)).toEqual({
			ok: true,
			value: [
				{
					label: "CERTIFICATE",
					kind: "certificate",
					der: Uint8Array.of(48, 3, 2, 1, 5),
					line: 2,
					endLine: 4,
				},
				{
					label: "PRIVATE KEY",
					kind: "private-key",
					der: Uint8Array.of(48, 3, 2, 1, 5),
					line: 6,
					endLine: 8,
				},
			],
		})
	})

	test.each([
		["ENCRYPTED PRIVATE KEY", undefined, "encrypted-private-key"],
		[
			"RSA PRIVATE KEY",
			["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,00", "", "MAMCAQU="],
			"encrypted-private-key",
		],
		["EC PRIVATE KEY", undefined, "private-key"],
		["OPENSSH PRIVATE KEY", undefined, "openssh-private-key"],
		["CERTIFICATE REQUEST", undefined, "certificate-request"],
		["X509 CRL", undefined, "crl"],
		["PUBLIC KEY", undefined, "public-key"],
		["PKCS7", undefined, "other"],
	])("recognises a block %s", (label, body, kind) => {
		expect(parsePem(block(label, body))).toMatchObject({ ok: true, value: [{ label, kind }] })
	})

	test.each([
		["", "empty"],
		["   \n", "empty"],
		["hello", "no-pem"],
		["/etc/ssl/ca.pem", "looks-like-path"],
		["0\ufffd\u0003\ufffd", "der"],
		["0\u0082\u0003", "der"],
		["ssh-ed25519 AAAA", "ssh-public-key"],
		["MIIBszCCAVmgAwIBAgIU", "base64-without-armour"],
		["-----BEGIN CERTIFICATE-----\\nMAMCAQU=\\n-----END CERTIFICATE-----", "escaped-line-breaks"],
		["-----BEGIN CERTIFICATE----- MAMCAQU= -----END CERTIFICATE-----", "no-pem"],
		["-\u0000-\u0000-\u0000", "utf16"],
	])("says what %j is instead", (text, kind) => {
		expect(parsePem(text)).toMatchObject({ ok: false, error: { kind, hint: expect.stringMatching(/\S/) } })
	})

	test.each([
		["no END", "x\n-----BEGIN CERTIFICATE-----\nMAMC\n", "missing-end", 2],
		["BEGIN before END", `-----BEGIN CERTIFICATE-----\nMAMC\n${block("CERTIFICATE")}`, "missing-end", 1],
		["END without BEGIN", "MAMC\n-----END CERTIFICATE-----", "missing-begin", 2],
		["another END", "-----BEGIN A-----\nMAMC\n-----END B-----", "label-mismatch", 3],
		["a strange character", block("CERTIFICATE", ["MAMC", "AQ*="]), "damaged-base64", 3],
		["a character missing", block("CERTIFICATE", ["MAMCAQ="]), "damaged-base64", 3],
		["nothing inside", block("CERTIFICATE", []), "empty-block", 1],
	])("names the line of a block with %s", (_, text, kind, line) => {
		expect(parsePem(text)).toMatchObject({ ok: false, error: { kind, line } })
	})

	test("does not read more than 1 MiB", () => {
		expect(parsePem(" ".repeat(pemCharactersMax + 1))).toMatchObject({
			ok: false,
			error: { kind: "too-large" },
		})
	})
})

describe("parsePemCertificates", () => {
	test("keeps the certificates and their order", () => {
		const text = [block("CERTIFICATE"), block("PRIVATE KEY"), block("CERTIFICATE", ["MAMCAQY="])].join("\n")
		const parsed = parsePemCertificates(text)
		expect(parsed).toEqual({
			ok: true,
			value: [Uint8Array.of(48, 3, 2, 1, 5), Uint8Array.of(48, 3, 2, 1, 6)],
		})
	})

	test.each([
		["PRIVATE KEY", "key-instead-of-certificate", "a private key"],
		["ENCRYPTED PRIVATE KEY", "key-instead-of-certificate", "an encrypted private key"],
		["OPENSSH PRIVATE KEY", "key-instead-of-certificate", "an OpenSSH private key"],
		["CERTIFICATE REQUEST", "no-certificate", "a certificate request"],
	])("says that %s is no certificate", (label, kind, words) => {
		const parsed = parsePemCertificates(block(label))
		expect(parsed).toMatchObject({ ok: false, error: { kind, text: expect.stringContaining(words) } })
	})
})
