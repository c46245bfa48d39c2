import { describe, expect, it } from "vitest"
import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { forecastRuntimes } from "./forecast.ts"
import { capturedRun } from "./testing/capture-runs.ts"
import {
	attempt,
	certificate,
	failed,
	healthyRun,
	ownCertificate,
	plaintextRun,
	refusedClient,
	rejected,
	runOf,
	skipped,
	tlsAttempt,
} from "./testing/observations.ts"
import { list, scannedRun, scanOf } from "./testing/scan-runs.ts"

function verdicts(run: RunObservation): Readonly<Record<string, string>> {
	return Object.fromEntries(forecastRuntimes(run).map(({ runtime, verdict }) => [runtime, verdict]))
}

function one(run: RunObservation, runtime: string) {
	return forecastRuntimes(run).find((each) => each.runtime === runtime)
}

const fails = (run: RunObservation) =>
	Object.entries(verdicts(run)).flatMap(([runtime, verdict]) => (verdict === "fails" ? [runtime] : []))
const unknown = (run: RunObservation) =>
	Object.entries(verdicts(run)).flatMap(([runtime, verdict]) => (verdict === "unknown" ? [runtime] : []))

/** An endpoint that takes TLS 1.2 and 1.3, scanned, with these changes to its certificate. */
function showing(change: Partial<CertificateDescription>, more: Partial<AttemptObservation> = {}) {
	const lane = tlsAttempt("tls", {
		configured: true,
		chain: [{ kind: "certificate", description: certificate(change) }],
		...more,
	})
	return runOf([lane], {}, { scan: openScan })
}

const accepted = { answer: "accepted", how: "It chose." } as const
const refusedFact = { answer: "refused", how: "Alert." } as const
const suites = {
	"1.2": list("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
	"1.3": list("TLS_AES_128_GCM_SHA256"),
}
const openScan = scanOf({
	versions: { "1.0": refusedFact, "1.1": refusedFact, "1.2": accepted, "1.3": accepted },
	cipherSuites: suites,
	groups: { "1.2": list("x25519", "secp256r1"), "1.3": list("x25519", "secp256r1") },
	signatureSchemes: {},
})

describe("forecastRuntimes", () => {
	it("lets every runtime through to a healthy server, and says why, by which source", () => {
		const run = runOf([tlsAttempt("tls", { configured: true })], {}, { scan: openScan })
		for (const { verdict, why, sources, error } of forecastRuntimes(run)) {
			expect(verdict).toBe("connects")
			expect(why.length).toBeGreaterThan(1)
			expect(sources.length).toBeGreaterThan(0)
			expect(error).toBeUndefined()
		}
	})

	it("lets every runtime through to a plaintext server that is meant to be one", () => {
		expect([...fails(plaintextRun()), ...unknown(plaintextRun())]).toEqual([])
	})

	it("has ids that are stable and each once", () => {
		const ids = forecastRuntimes(healthyRun()).map(({ runtime }) => runtime)
		expect(new Set(ids).size).toBe(ids.length)
		expect(ids).toEqual([
			"grpc-go-1.67",
			"grpc-go-before-1.67",
			"grpc-java-netty",
			"grpc-java-okhttp",
			"c-core-1.83",
			"c-core-before-1.83",
			"grpc-js",
			"grpc-js-node-22",
			"tonic-rustls",
			"dotnet",
		])
	})

	it("knows nothing where nothing was tried, or nothing answered", () => {
		const silent = runOf([attempt("tls", { configured: true, outcome: failed("tls", "DEADLINE") })])
		for (const run of [runOf([]), runOf([skipped("tls")]), silent]) {
			expect(new Set(Object.values(verdicts(run)))).toEqual(new Set(["unknown"]))
		}
	})

	it("forecasts nothing from a capture: its client may have offered less", () => {
		expect(forecastRuntimes(capturedRun(tlsAttempt("tls")))).toEqual([])
	})
})

describe("what the hello decides", () => {
	const scanned = (change: Parameters<typeof scanOf>[0]) =>
		runOf([tlsAttempt("tls", { configured: true })], {}, { scan: { ...openScan, ...change } })

	it.each<[string, Parameters<typeof scanOf>[0], readonly string[]]>([
		["TLS 1.3 alone", { versions: { ...openScan.versions, "1.2": refusedFact } }, ["grpc-java-okhttp"]],
		["X25519 alone", { groups: { "1.3": list("x25519"), "1.2": list("x25519") } }, ["c-core-before-1.83"]],
		[
			"a post-quantum group alone",
			{ groups: { "1.3": list("X25519MLKEM768"), "1.2": list("x25519") } },
			["grpc-go-before-1.67", "grpc-java-netty", "c-core-before-1.83", "grpc-js-node-22", "tonic-rustls"],
		],
		[
			"an Ed25519 key",
			{ signatureSchemes: { "1.2": list("ed25519"), "1.3": list("ed25519") } },
			["grpc-java-netty", "c-core-1.83", "c-core-before-1.83"],
		],
	])("%s", (_, change, expected) => {
		expect(fails(scanned(change))).toEqual(expected)
	})

	it("does not take a list that may be short for the whole", () => {
		const groups = { "1.3": { ...list("x25519"), incomplete: "The server fell silent." } }
		expect(verdicts(scanned({ groups }))["c-core-before-1.83"]).toBe("unknown")
	})

	it("keeps whoever sends a post-quantum key share from boxes that break large hellos", () => {
		const run = scanned({ largeClientHello: refusedFact, smallClientHello: accepted })
		expect(fails(run)).toEqual(["grpc-go-1.67", "c-core-1.83", "grpc-js"])
		expect(unknown(run)).toEqual(["tonic-rustls", "dotnet"])
	})

	it("does not blame size where the small hello is refused too", () => {
		const run = scanned({ largeClientHello: refusedFact, smallClientHello: refusedFact })
		expect(fails(run)).toEqual([])
	})

	it("leaves TLS 1.2 and CBC alone to those who still offer it", () => {
		const tls = {
			version: "1.2",
			cipherSuite: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
			group: "secp256r1",
			alpn: "h2",
		}
		const lane = tlsAttempt("tls", { configured: true, tls })
		const versions = { ...openScan.versions, "1.3": refusedFact }
		const cipherSuites = { "1.2": list("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA") }
		const run = runOf([lane], {}, { scan: { ...openScan, versions, cipherSuites } })
		expect(verdicts(run)).toMatchObject({ "grpc-js": "connects", "grpc-go-1.67": "fails", dotnet: "unknown" })
		expect(verdicts(runOf([lane]))["grpc-go-1.67"]).toBe("unknown")
	})

	it("says of OkHttp that a scan would tell, unless a later obstacle holds either way", () => {
		expect(unknown(healthyRun())).toEqual(["grpc-java-okhttp"])
		const expired = rejected("tls", [{ rule: "expired-server-cert", text: "It has expired." }], {
			configured: true,
		})
		expect(unknown(runOf([expired]))).toEqual([])
	})
})

describe("what the certificate decides", () => {
	it.each<[string, Partial<CertificateDescription>, readonly string[], readonly string[]]>([
		["a CA as the leaf", { isCa: true }, ["tonic-rustls"], ["dotnet"]],
		["version 1", { version: 1 }, ["tonic-rustls"], ["dotnet"]],
		[
			"any extended key usage",
			{ eku: ["anyExtendedKeyUsage"] },
			["c-core-1.83", "c-core-before-1.83", "grpc-js", "grpc-js-node-22", "tonic-rustls"],
			["dotnet"],
		],
		[
			"a key that may not sign",
			{ keyUsage: ["keyEncipherment"] },
			["grpc-java-netty", "grpc-java-okhttp", "c-core-1.83", "c-core-before-1.83"],
			["grpc-js", "grpc-js-node-22", "dotnet"],
		],
	])("%s", (_, change, expected, open) => {
		const run = showing(change)
		expect(fails(run)).toEqual(expected)
		expect(unknown(run)).toEqual(open)
	})

	const weak = [{ rule: "weak-signature-or-key", text: "It is weak." }]

	it("tells short RSA keys apart", () => {
		const short = (bits: number) =>
			showing(
				{ keyType: "RSA", keyBits: bits, signatureAlgorithm: "sha256WithRSAEncryption" },
				{
					verification: {
						verdict: "rejected",
						reasons: weak,
						path: [],
						anchored: true,
						trustSource: "ca.pem",
					},
				},
			)
		expect(fails(short(1_024))).toEqual(["grpc-js", "tonic-rustls"])
		expect(fails(short(768))).toContain("grpc-go-1.67")
	})

	it.each<[string, Partial<CertificateDescription>, readonly string[]]>([
		["nothing but a common name", { sans: { dns: [], ip: [], uri: [], email: [] } }, []],
		[
			"a URI beside it",
			{ sans: { dns: [], ip: [], uri: ["urn:x"], email: [] } },
			["c-core-1.83", "c-core-before-1.83"],
		],
	])("takes the common name where the runtime still does: %s", (_, change, core) => {
		const run = showing({ commonName: "localhost", ...change })
		const always = ["grpc-go-1.67", "grpc-go-before-1.67", "tonic-rustls"]
		expect(fails(run).toSorted()).toEqual([...always, ...core].toSorted())
		expect(unknown(run)).toEqual(["dotnet"])
	})

	it("never takes a common name beside DNS names, nor for an IP address", () => {
		const other = { commonName: "localhost", sans: { dns: ["other"], ip: [], uri: [], email: [] } }
		expect(fails(showing(other))).toHaveLength(10)
		const ip = { commonName: "127.0.0.1", sans: { dns: [], ip: [], uri: [], email: [] } }
		expect(fails({ ...showing(ip), serverName: "127.0.0.1" })).toHaveLength(10)
	})

	it("names the fault that each runtime comes to first: Go the name, Node the chain", () => {
		const run = showing(
			{ sans: { dns: ["other.example"], ip: [], uri: [], email: [] } },
			{
				verification: {
					verdict: "rejected",
					reasons: [{ rule: "untrusted-issuer", text: "Nobody we know." }],
					path: [],
					anchored: false,
					trustSource: "ca.pem",
				},
			},
		)
		expect(one(run, "grpc-go-1.67")?.error).toContain("certificate is valid for other.example, not localhost")
		expect(one(run, "grpc-js")?.error).toContain("unable to verify the first certificate")
	})

	it("leaves verification out with whoever can, when the settings do", () => {
		const lane = tlsAttempt("tls-unverified", {
			configured: true,
			verification: {
				verdict: "rejected",
				reasons: [{ rule: "untrusted-issuer", text: "Nobody we know." }],
				path: [],
				anchored: false,
				trustSource: "system roots",
			},
		})
		const run = runOf([lane], { skipVerify: true }, { scan: openScan })
		expect(fails(run)).toEqual(["c-core-1.83", "c-core-before-1.83", "tonic-rustls"])
	})

	it("does not know what other runtimes make of a rule that only we have checked", () => {
		const reasons = [{ rule: "name-constraint-violation", text: "The CA may not name it." }]
		const lane = tlsAttempt("tls", {
			configured: true,
			verification: { verdict: "rejected", reasons, path: [], anchored: true, trustSource: "ca.pem" },
		})
		expect(fails(runOf([lane], {}, { scan: openScan }))).toEqual([])
		expect(unknown(runOf([lane], {}, { scan: openScan }))).toHaveLength(10)
	})
})

describe("what the client certificate decides", () => {
	const requested = { certificateAuthorities: ["CN=Client CA"], signatureSchemes: ["ecdsa_secp256r1_sha256"] }
	const lanes = (own: Parameters<typeof ownCertificate>[0]) => {
		const certificateOfOurs = ownCertificate(own)
		return [
			refusedClient("tls"),
			tlsAttempt("mtls", {
				configured: true,
				requested,
				own: { source: "files", certificate: certificateOfOurs },
				sent: { certificate: certificateOfOurs.sha256 },
			}),
		]
	}
	const run = (own: Parameters<typeof ownCertificate>[0]) =>
		runOf(lanes(own), { mode: "mtls", hasClientCertificate: true }, { scan: openScan })

	it("lets everybody in whose certificate is chosen", () => {
		expect(fails(run({ issuer: "CN=Client CA" }))).toEqual([])
	})

	it("keeps out who does not send it, because its issuer is not named", () => {
		expect(fails(run({ issuer: "CN=Other" }))).toEqual([
			"grpc-go-1.67",
			"grpc-go-before-1.67",
			"grpc-java-netty",
			"grpc-java-okhttp",
		])
		expect(one(run({ issuer: "CN=Other" }), "grpc-go-1.67")?.error).toContain("tls: certificate required")
	})

	it("keeps .NET out by the extended key usage, which the others leave to the server", () => {
		expect(fails(run({ issuer: "CN=Client CA", eku: ["serverAuth"] }))).toEqual(["dotnet"])
	})

	it("fails everybody, each in its own words, when the settings bring none", () => {
		const none = runOf([refusedClient("tls", { configured: true })], {}, { scan: openScan })
		expect(fails(none)).toHaveLength(10)
		expect(one(none, "tonic-rustls")?.error).toContain("CertificateRequired")
		expect(one(none, "grpc-js")?.error).toContain("SSL alert number 116")
	})
})

describe("ALPN", () => {
	it("is insisted on by all but grpc-go before 1.67 and grpc-js", () => {
		const tls = { version: "1.3", alpn: null }
		const run = runOf([tlsAttempt("tls", { configured: true, tls })], {}, { scan: openScan })
		expect(
			Object.entries(verdicts(run)).flatMap(([id, verdict]) => (verdict === "connects" ? [id] : [])),
		).toEqual(["grpc-go-before-1.67", "grpc-js", "grpc-js-node-22"])
	})
})

it("speaks of a scanned healthy run as of one", () => {
	expect(fails(scannedRun())).toEqual(["grpc-java-okhttp"])
})
