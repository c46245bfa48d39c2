import { describe, expect, it } from "vitest"
import type { RunObservation } from "#probe/observation"
import type { ScanObservation } from "#tls/scan"
import type { CertificateDescription } from "#x509/description"
import { rateScan } from "./rate-scan.ts"
import { certificate, healthyRun, runOf, tlsAttempt } from "./testing/observations.ts"
import { list, scannedRun, scanOf } from "./testing/scan-runs.ts"

function withLeaf(
	change: Partial<CertificateDescription>,
	scan: Partial<ScanObservation> = {},
): RunObservation {
	const chain = [{ kind: "certificate" as const, description: certificate(change) }]
	return { ...runOf([tlsAttempt("tls", { configured: true, chain })]), scan: scanOf(scan) }
}

function verdicts(run: RunObservation) {
	return Object.fromEntries((rateScan(run) ?? []).map(({ profile, verdict }) => [profile, verdict]))
}

function reasons(run: RunObservation, profile: "modern" | "intermediate") {
	return rateScan(run)?.find((each) => each.profile === profile)?.reasons ?? []
}

const accepted = { answer: "accepted", how: "It chose something." } as const
const refused = { answer: "refused", how: "Alert protocol_version." } as const
const unknown = { answer: "unknown", how: "It said nothing in time." } as const
const both = { "1.0": refused, "1.1": refused, "1.2": accepted, "1.3": accepted }
const good = list("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")

describe("a scan held against Mozilla's profiles", () => {
	it("is not rated where nothing was scanned", () => {
		expect(rateScan(healthyRun())).toBeUndefined()
	})

	it("meets modern with TLS 1.3, its suites, its groups and hybrids of them, and a short ECDSA certificate", () => {
		expect(verdicts(scannedRun())).toEqual({ modern: "meets", intermediate: "differs" })
		expect(reasons(scannedRun(), "intermediate")).toEqual(["TLS 1.2 is not accepted."])
	})

	it("meets intermediate with TLS 1.2 and its suites beside", () => {
		const run = scannedRun({ versions: both, cipherSuites: { ...scanOf().cipherSuites, "1.2": good } })
		expect(verdicts(run)).toEqual({ modern: "differs", intermediate: "meets" })
		expect(reasons(run, "modern")).toEqual([
			"TLS 1.2 is accepted.",
			"TLS 1.2 accepts 2 cipher suites (TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384) that the profile does not have.",
		])
	})

	it.each<[string, RunObservation, string]>([
		[
			"a group beyond the list",
			scannedRun({ groups: { "1.3": list("x25519", "x448", "ffdhe2048") } }),
			"TLS 1.3 accepts 2 groups (x448, ffdhe2048) that the profile does not have.",
		],
		[
			"the server's own order",
			scannedRun({
				cipherSuites: {
					"1.3": { names: ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"], preference: "server" },
				},
			}),
			"Under TLS 1.3 the server's order of cipher suites wins; the profile leaves the choice to the client.",
		],
		[
			"an RSA certificate",
			withLeaf({ keyType: "RSA", keyBits: 2_048 }),
			"The certificate has a key of type RSA; the profile has EC P-256, EC P-384.",
		],
		[
			"a second certificate with RSA",
			scannedRun({ signatureSchemes: { "1.3": list("ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256") } }),
			"The server has a second certificate with a key of type RSA, which the profile does not have.",
		],
		[
			"a certificate for a year",
			withLeaf({ notBefore: "2026-01-01T00:00:00.000Z", notAfter: "2027-01-01T00:00:00.000Z" }),
			"The certificate is valid for 365 days; the profile asks for at most 90.",
		],
		[
			"a SHA-1 signature",
			withLeaf({ signatureAlgorithm: "ecdsa-with-SHA1" }),
			"The certificate is signed with ecdsa-with-SHA1, which the profile does not have.",
		],
		[
			"a short prime",
			scannedRun({ primeBits: [1_024] }),
			"A finite-field exchange uses 1024 bits; the profile asks for at least 2048.",
		],
	])("names %s as the one point in which it differs from modern", (_, run, reason) => {
		expect(reasons(run, "modern")).toEqual([reason])
		expect(verdicts(run).modern).toBe("differs")
	})

	it("takes a short RSA key for a difference from intermediate", () => {
		const run = withLeaf(
			{ keyType: "RSA", keyBits: 1_024, signatureAlgorithm: "sha256WithRSAEncryption" },
			{ versions: both },
		)
		expect(reasons(run, "intermediate")).toEqual([
			"The certificate's RSA key has 1024 bits; the profile asks for at least 2048.",
		])
	})

	it.each<[string, RunObservation]>([
		["a version that did not answer", scannedRun({ versions: { ...scanOf().versions, "1.0": unknown } })],
		[
			"a list that broke off",
			scannedRun({ groups: { "1.3": { ...list("x25519", "secp256r1"), incomplete: "The time was up." } } }),
		],
		["a certificate that no lane saw", { ...runOf([]), scan: scanOf() }],
	])("says unknown, never meets, with %s", (_, run) => {
		expect(verdicts(run).modern).toBe("unknown")
		expect(reasons(run, "modern")).toHaveLength(1)
	})

	it("says differs where one point differs and another is unknown", () => {
		const run = scannedRun({ versions: { ...scanOf().versions, "1.0": unknown, "1.1": accepted } })
		expect(verdicts(run)).toEqual({ modern: "differs", intermediate: "differs" })
	})
})
