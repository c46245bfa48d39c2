import { describe, expect, it } from "vitest"
import { forecastRuntimes } from "./forecast.ts"
import { capturedRun } from "./testing/capture-runs.ts"
import { accepted, fails, one, openScan, refusedFact, unknown, verdicts } from "./testing/forecast-runs.ts"
import {
	attempt,
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
import { list, scannedRun, type scanOf } from "./testing/scan-runs.ts"

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
