import { describe, expect, it } from "vitest"
import type { AttemptObservation } from "#probe/observation"
import type { ScanObservation } from "#tls/scan"
import { isSameName } from "./distinguished-name.ts"
import type { ChoiceVerdict } from "./finding.ts"
import { judgeChoice } from "./judge-choice.ts"
import {
	attempt,
	healthyRun,
	message,
	ownCertificate,
	plaintextRun,
	refused,
	runOf,
	skipped,
	tlsAttempt,
} from "./testing/observations.ts"
import { scanOf } from "./testing/scan-runs.ts"

const testCa = "CN=Test CA,O=Test"
const asked = (change: Partial<NonNullable<AttemptObservation["requested"]>> = {}) => ({
	certificateAuthorities: [testCa],
	signatureSchemes: ["ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256"],
	...change,
})

type Own = Parameters<typeof ownCertificate>[0]

function judge(
	own: Own,
	requested = asked(),
	change: Partial<AttemptObservation> = {},
	scan?: ScanObservation,
): ChoiceVerdict {
	const certificate = ownCertificate(own)
	const lane = tlsAttempt("mtls", {
		configured: true,
		own: { source: "files", certificate, chainLength: 1 },
		requested,
		...change,
	})
	return judgeChoice(
		runOf([lane], { mode: "mtls", hasClientCertificate: true }, scan === undefined ? {} : { scan }),
	)
}

const verdictOf = (choice: ChoiceVerdict, about: string) =>
	choice.checks.find((check) => check.about === about)?.verdict

describe("judgeChoice", () => {
	it("chooses a certificate that fits everything, and says so point by point", () => {
		const choice = judge({ keyUsage: ["digitalSignature"] })
		expect(choice.verdict).toBe("chosen")
		expect(choice.checks.map((check) => [check.about, check.verdict])).toEqual([
			["issuer", "fits"],
			["signature-scheme", "fits"],
			["eku", "fits"],
			["key-usage", "fits"],
			["validity", "fits"],
		])
		expect(choice.runtimes).toBeUndefined()
	})

	it.each<[string, Own, string, RegExp]>([
		["an issuer that is not named", { issuer: "CN=Other" }, "issuer", /CN=Other issued it.*CN=Test CA alone/],
		["a key for another curve", { keyType: "EC P-384", keyBits: 384 }, "signature-scheme", /secp384r1/],
		["an Ed25519 key", { keyType: "Ed25519", keyBits: 256 }, "signature-scheme", /ed25519/],
		["a certificate for servers", { eku: ["serverAuth"] }, "eku", /serverAuth.*clientAuth/],
		["a certificate for nothing", { eku: [] }, "eku", /nothing at all/],
		["a key that may only agree on keys", { keyUsage: ["keyAgreement"] }, "key-usage", /digitalSignature/],
		["an expired certificate", { notAfter: "2026-11-22T11:59:59.000Z" }, "validity", /expired at 2026/],
		["one of tomorrow", { notBefore: "2026-11-23T12:00:00.000Z" }, "validity", /not valid before/],
	])("does not choose %s, and says why", (_, own, about, text) => {
		const choice = judge(own)
		expect(choice.verdict).toBe("not-chosen")
		const wrong = choice.checks.filter((check) => check.verdict === "mismatch")
		expect(wrong.map((check) => check.about)).toEqual([about])
		expect(wrong[0]?.text).toMatch(text)
		expect(choice.text).not.toMatch(/undefined/)
	})

	it("names every mismatch, not the first alone", () => {
		const choice = judge({ issuer: "CN=Other", eku: ["serverAuth"], notAfter: "2026-01-01T00:00:00.000Z" })
		const wrong = choice.checks.filter((check) => check.verdict === "mismatch")
		expect(wrong.map((check) => check.about)).toEqual(["issuer", "eku", "validity"])
	})

	it.each<[string, Own]>([
		["any extended key usage", { eku: ["anyExtendedKeyUsage"] }],
		["RSA by PSS", { keyType: "RSA", keyBits: 2048 }],
		["an issuer that differs in case and white space", { issuer: "CN=test   ca,O=TEST" }],
		["attributes named by their OIDs", { issuer: "2.5.4.3=Test CA,2.5.4.10=Test" }],
	])("chooses %s", (_, own) => {
		expect(judge(own).verdict).toBe("chosen")
	})

	it("takes any issuer when the server names none", () => {
		const choice = judge({ issuer: "CN=Anybody" }, asked({ certificateAuthorities: [] }))
		expect(choice.verdict).toBe("chosen")
	})

	it("finds the issuer among 200 names, and keeps all 200", () => {
		const names = Array.from({ length: 200 }, (_, index) => `CN=Root ${index},O=Many`)
		const choice = judge({ issuer: "CN=Root 199,O=Many" }, asked({ certificateAuthorities: names }))
		expect(choice.verdict).toBe("chosen")
		expect(choice.asked?.certificateAuthorities).toHaveLength(200)
	})

	it("goes up the chain that we send: the issuer of an intermediate counts", () => {
		const leaf = ownCertificate({ issuer: "CN=Issuing" })
		const link = { ...leaf, subject: "CN=Issuing", issuer: testCa }
		const own = { source: "files", certificate: leaf, chainLength: 2 } as const
		expect(judge({}, asked(), { own: { ...own, chain: [leaf, link] } }).verdict).toBe("chosen")
		expect(verdictOf(judge({}, asked(), { own: { ...own, chainLength: 1, chain: [leaf] } }), "issuer")).toBe(
			"mismatch",
		)
		expect(verdictOf(judge({}, asked(), { own }), "issuer")).toBe("unknown")
	})

	it("sees an intermediate of ours that has expired", () => {
		const leaf = ownCertificate()
		const link = { ...leaf, subject: "CN=Issuing", notAfter: "2026-01-01T00:00:00.000Z" }
		const own = { source: "files", certificate: leaf, chainLength: 2, chain: [leaf, link] } as const
		const choice = judge({}, asked(), { own })
		expect(verdictOf(choice, "validity")).toBe("mismatch")
		expect(choice.checks.find((check) => check.about === "validity")?.text).toContain("CN=Issuing")
	})

	it.each<[string, string, number, readonly string[], string]>([
		["1.3", "EC P-384", 384, ["ecdsa_secp256r1_sha256"], "mismatch"],
		["1.2", "EC P-384", 384, ["ecdsa_secp256r1_sha256"], "fits"],
		["1.3", "RSA", 2048, ["rsa_pkcs1_sha256"], "mismatch"],
		["1.2", "RSA", 2048, ["rsa_pkcs1_sha256"], "fits"],
		["1.3", "RSA-PSS", 2048, ["rsa_pss_rsae_sha256"], "mismatch"],
		["1.3", "RSA-PSS", 2048, ["rsa_pss_pss_sha256"], "fits"],
		["1.3", "RSA", 1024, ["rsa_pss_rsae_sha512"], "mismatch"],
		["1.3", "2.16.840.1.101.3.4.3.18", 0, ["mldsa65"], "fits"],
		["1.3", "1.2.3.4", 0, ["ed25519"], "unknown"],
		["1.3", "EC P-256", 256, [], "unknown"],
		["1.1", "EC P-256", 256, [], "fits"],
	])("TLS %s, a key %s of %i bits, schemes %j: %s", (version, keyType, keyBits, schemes, verdict) => {
		const requested = asked({ signatureSchemes: schemes })
		const choice = judge({ keyType, keyBits }, requested, { tls: { version } })
		expect(verdictOf(choice, "signature-scheme")).toBe(verdict)
	})

	it("reads the certificate types of TLS 1.2 from the transcript", () => {
		const request = {
			...message("CertificateRequest", "server"),
			fields: {
				kind: "certificate_request" as const,
				requestContext: "",
				certificateTypes: ["rsa_sign"],
				signatureSchemes: [],
				certificateAuthorities: [],
				extensions: [],
			},
		}
		const choice = judge({}, asked(), { tls: { version: "1.2" }, transcript: [request] })
		expect(verdictOf(choice, "signature-scheme")).toBe("mismatch")
	})

	it("takes what a scan saw in the other version, and lets the negotiated one decide", () => {
		const scan = scanOf({
			certificateRequests: { "1.2": asked({ signatureSchemes: ["rsa_pkcs1_sha256"] }) },
		})
		const choice = judge({}, asked(), {}, scan)
		expect(choice.asked?.versions).toEqual(["1.2", "1.3"])
		expect(choice.asked?.signatureSchemes).toContain("rsa_pkcs1_sha256")
		expect(verdictOf(choice, "signature-scheme")).toBe("fits")
		expect(choice.checks[1]?.text).toMatch(/TLS 1\.3: .+ TLS 1\.2: .+ none of them/)
	})

	it("says what runtimes do: by the issuer Go and Java send none, by the EKU .NET does", () => {
		const does = (own: Own) =>
			Object.fromEntries(judge(own).runtimes?.map((each) => [each.label.split(" ")[0], each.does]) ?? [])
		expect(does({ issuer: "CN=Other" })).toEqual({
			Go: "sends-none",
			Java: "sends-none",
			".NET": "sends-it",
			rustls: "sends-it",
			OpenSSL: "sends-it",
		})
		expect(does({ eku: ["serverAuth"] })).toMatchObject({ Go: "sends-it", ".NET": "sends-none" })
	})

	it("uses the SVID when the endpoint is a SPIFFE workload", () => {
		const certificate = ownCertificate({ issuer: "O=SPIFFE,C=US" })
		const lane = tlsAttempt("spiffe", {
			configured: true,
			own: { source: "workload-api", certificate, chain: [certificate] },
			requested: asked({ certificateAuthorities: [] }),
		})
		expect(judgeChoice(runOf([lane], { mode: "spiffe" })).verdict).toBe("chosen")
	})

	it("tells a server that does not ask from one of which that was not seen", () => {
		expect(judgeChoice(healthyRun())).toMatchObject({ verdict: "not-asked", checks: [] })
		expect(judgeChoice(plaintextRun()).verdict).toBe("not-asked")
		expect(judgeChoice(runOf([skipped("tls")])).verdict).toBe("unknown")
		expect(judgeChoice(runOf([attempt("tls", { outcome: refused("tls") })])).verdict).toBe("unknown")
	})

	it("says that the settings bring none, and apart from it that theirs was not at hand", () => {
		const lane = tlsAttempt("tls", { configured: true, requested: asked(), sent: { certificate: null } })
		expect(judgeChoice(runOf([lane]))).toMatchObject({ verdict: "no-certificate", checks: [] })
		expect(judgeChoice(runOf([lane], { hasClientCertificate: true })).verdict).toBe("unknown")
	})
})

describe("isSameName", () => {
	it.each([
		["CN=a,O=b", "CN=a,O=b", true],
		["CN=A,O=b", "cn=a,o=B", true],
		["CN=a,O=b", "O=b,CN=a", false],
		["CN=a+OU=b", "OU=b+CN=a", true],
		["CN=a\\, b", "CN=a\\2C b", true],
		["CN=a\\,O=b", "CN=a,O=b", false],
		["CN=Z\\C3\\BCrich", "CN=Zürich", true],
		["CN=a", "CN=a,O=b", false],
		["", "", true],
		["CN=#0c0178", "CN=#0C0178", true],
		["1.2.3.4=#0c0178", "1.2.3.4=#0c0179", false],
	])("%s and %s: %s", (a, b, expected) => {
		expect(isSameName(a, b)).toBe(expected)
	})
})
