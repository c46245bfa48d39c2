import { describe, expect, it } from "vitest"
import type { CertificateDescription } from "#x509/description"
import { signingChecklist, svidChecklist, svidRules } from "./svid-checklist.ts"
import { svidPages } from "./svid-pages.ts"

const uri = "spiffe://example.org/ns/default/sa/api"
const leaf: CertificateDescription = {
	subject: "O=SPIRE",
	issuer: "O=SPIFFE",
	serial: "01",
	sans: { dns: [], ip: [], uri: [uri], email: [] },
	notBefore: "2026-01-01T00:00:00.000Z",
	notAfter: "2026-01-01T01:00:00.000Z",
	sha256: "00",
	keyType: "EC P-256",
	keyBits: 256,
	signatureAlgorithm: "ecdsa-with-SHA256",
	isCa: false,
	eku: ["serverAuth", "clientAuth"],
	keyUsage: ["digitalSignature"],
	keyUsageCritical: true,
	version: 3,
	isSelfIssued: false,
	extensions: [{ oid: "2.5.29.17", name: "subjectAltName", critical: false }],
	pem: "",
}
const signer: CertificateDescription = {
	...leaf,
	isCa: true,
	keyUsage: ["keyCertSign"],
	sans: { ...leaf.sans, uri: ["spiffe://example.org"] },
}
const named = (...uris: string[]) => ({ sans: { ...leaf.sans, uri: uris } })
const without = (key: "eku" | "keyUsage") => {
	const { [key]: _, ...rest } = leaf
	return rest
}

const broken: readonly (readonly [string, CertificateDescription])[] = [
	["svid-uri-count", { ...leaf, ...named() }],
	["svid-uri-count", { ...leaf, ...named(uri, "https://example.org") }],
	["svid-id-valid", { ...leaf, ...named("spiffe://Example.org/api") }],
	["svid-id-has-path", { ...leaf, ...named("spiffe://example.org") }],
	["svid-san-critical", { ...leaf, subject: "" }],
	["svid-leaf-no-ca", { ...leaf, isCa: true }],
	["svid-key-usage-present", without("keyUsage")],
	["svid-key-usage-critical", { ...leaf, keyUsageCritical: false }],
	["svid-digital-signature", { ...leaf, keyUsage: ["keyEncipherment"] }],
	["svid-no-signing-usage", { ...leaf, keyUsage: ["digitalSignature", "cRLSign"] }],
	["svid-extended-key-usage", { ...leaf, eku: ["serverAuth"] }],
]
const brokenSigners: readonly (readonly [string, CertificateDescription])[] = [
	["svid-signer-ca", { ...signer, isCa: false }],
	["svid-signer-key-usage", { ...signer, keyUsage: ["cRLSign"] }],
	["svid-signer-id", { ...signer, ...named(uri) }],
]

const failing = (items: ReturnType<typeof svidChecklist>) =>
	items.filter(({ verdict }) => verdict === "fail").map(({ rule }) => rule)

describe("the X.509-SVID checklist", () => {
	it("finds nothing wrong with a conforming leaf and signer", () => {
		expect(failing(svidChecklist(leaf))).toEqual([])
		expect(failing(signingChecklist(signer))).toEqual([])
	})

	it.each(broken)("%s", (rule, certificate) => {
		expect(failing(svidChecklist(certificate))).toContain(rule)
	})

	it.each(brokenSigners)("%s", (rule, certificate) => {
		expect(failing(signingChecklist(certificate))).toEqual([rule])
	})

	it("says why a rule does not apply", () => {
		const eku = svidChecklist(without("eku")).find(({ rule }) => rule === "svid-extended-key-usage")
		expect(eku).toMatchObject({ verdict: "not-applicable", text: expect.stringContaining("allowed") })
	})

	it("has a case and a page for every rule", () => {
		const rules = svidRules.map(({ rule }) => rule)
		expect(new Set([...broken, ...brokenSigners].map(([rule]) => rule))).toEqual(new Set(rules))
		expect(svidPages.filter(({ means, title }) => means === title)).toEqual([])
	})
})
