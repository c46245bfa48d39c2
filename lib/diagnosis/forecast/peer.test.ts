import { describe, expect, it } from "vitest"
import type { CertificateDescription } from "#x509/description"
import { fails, one, openScan, showing, unknown } from "../testing/forecast-runs.ts"
import { runOf, tlsAttempt } from "../testing/observations.ts"

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
