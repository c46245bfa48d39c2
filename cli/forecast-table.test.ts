import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { RuntimeForecast } from "#diagnosis/finding"
import { labScenarios } from "#lab/scenarios"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { Report } from "#report/report"
import { runCli } from "./run-cli.ts"
import { labWords } from "./testing/lab-words.ts"
import { recordingIo } from "./testing/recording-io.ts"

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-forecast-"))
	lab = await startLab({ directory })
}, 60_000)

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

type Verdict = RuntimeForecast["verdict"]

const ids = [
	...["grpc-go-1.67", "grpc-go-before-1.67", "grpc-java-netty", "grpc-java-okhttp"],
	...["c-core-1.83", "c-core-before-1.83", "grpc-js", "grpc-js-node-22", "tonic-rustls", "dotnet"],
] as const
type RuntimeId = (typeof ids)[number]

/** One verdict for all, and who comes to another. */
function all(verdict: Verdict, others: Partial<Record<Verdict, readonly RuntimeId[]>> = {}) {
	const exceptions = Object.entries(others).flatMap(([other, runtimes]) =>
		runtimes.map((runtime) => [runtime, other] as const),
	)
	return Object.fromEntries([...ids.map((id) => [id, verdict] as const), ...exceptions])
}

const go = ["grpc-go-1.67", "grpc-go-before-1.67"] as const
const java = ["grpc-java-netty", "grpc-java-okhttp"] as const
const core = ["c-core-1.83", "c-core-before-1.83"] as const
const node = ["grpc-js", "grpc-js-node-22"] as const

/** Only Go and Java have libraries that verify SPIFFE IDs; an SVID without a DNS name ends the way of the others. */
const svid = all("fails", { connects: [...go, ...java] })
/** TLS 1.3 alone: the OkHttp transport of grpc-java offers 1.2 alone. */
const modernOnly = all("connects", { fails: ["grpc-java-okhttp"] })

/** By scenario what each runtime comes to, from the mechanism; scenarios that are not named let every runtime in. */
const expectations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"mtls-tls13": modernOnly,
	"tls13-only": modernOnly,
	spiffe: svid,
	"spiffe-other-trust-domain": svid,
	"spiffe-any-trust-domain": svid,
	"spiffe-not-federated": all("fails"),
	"spiffe-bundle-stale": all("fails"),
	"svid-stale": svid,
	"spiffe-wrong-id": all("fails"),
	"spiffe-wrong-trust-domain": all("fails"),
	"spiffe-dialled-as-tls": all("fails"),
	// There was no identity to try with.
	"workload-api-unavailable": all("unknown"),
	"workload-no-identity": all("unknown"),
	"untrusted-issuer": all("fails"),
	"self-signed": all("fails"),
	// .NET on Windows and macOS fetches what is missing.
	"missing-intermediate": all("fails", { unknown: ["dotnet"] }),
	"trust-bundle-stale": all("fails"),
	expired: all("fails"),
	"not-yet-valid": all("fails"),
	"wrong-host": all("fails"),
	"ip-dialled": all("fails"),
	// Go and rustls ignore common names; .NET asks the platform.
	"cn-only": all("connects", { fails: [...go, "tonic-rustls"], unknown: ["dotnet"] }),
	"server-cert-wrong-eku": all("fails"),
	"unreadable-certificate": all("fails"),
	"client-cert-required": all("fails"),
	"client-cert-required-tls12": all("fails"),
	"client-cert-untrusted": all("fails"),
	"expired-client-cert": all("fails"),
	"client-cert-wrong-eku": all("fails"),
	"late-client-auth": all("fails"),
	"no-alpn": all("fails", { connects: ["grpc-go-before-1.67", ...node] }),
	// Whoever sends a post-quantum key share; of tonic and .NET it depends.
	"large-hello-breaks": all("connects", {
		fails: ["grpc-go-1.67", "c-core-1.83", "grpc-js"],
		unknown: ["tonic-rustls", "dotnet"],
	}),
	"protocol-version": all("fails"),
	"no-shared-cipher": all("fails"),
	"plaintext-dialled-as-tls": all("fails"),
	"tls-dialled-as-plaintext": all("fails"),
	"http1-only": all("fails"),
	"http1-over-tls": all("fails"),
	"http1-proxy": all("fails"),
	"connection-refused": all("fails"),
	"dns-failure": all("fails"),
	// Silence and broken handshakes say nothing of the next client.
	blackhole: all("unknown"),
	"slow-bytes": all("unknown"),
	"reset-mid-handshake": all("unknown"),
	"huge-chain": all("unknown"),
	garbage: all("fails"),
	flood: all("fails"),
	"unix-plaintext": all("connects", { fails: java, unknown: ["dotnet"] }),
	// C-core takes the path of the socket for the server's name.
	"unix-mtls": all("connects", { fails: [...java, ...core], unknown: ["tonic-rustls", "dotnet"] }),
	"unix-missing": all("fails", { unknown: ["dotnet"] }),
}

/** Scenarios whose settings are refused before anything is dialled. */
const refusedSettings = new Set(["key-mismatch", "partial-config", "bad-pem", "missing-file"])

async function check(id: string): Promise<Report> {
	const running = lab?.scenarios.find((each) => each.id === id)
	if (running === undefined) throw new Error(`${id} does not run`)
	const io = recordingIo()
	await runCli(["check", ...(await labWords(id, running.settings, directory)), "--scan"], io)
	return JSON.parse(io.text())
}

const verdictsOf = (report: Report) =>
	Object.fromEntries(report.forecast.map(({ runtime, verdict }) => [runtime, verdict]))

describe("the forecast for every scenario of the lab", () => {
	it.each(labScenarios.map(({ id }) => id).filter((id) => !refusedSettings.has(id)))("%s", async (id) => {
		const report = await check(id)
		expect(verdictsOf(report)).toEqual(expectations[id] ?? all("connects"))
		for (const { verdict, why, sources, error } of report.forecast) {
			expect(why.length).toBeGreaterThan(0)
			expect(why.join(" ")).not.toMatch(/undefined|NaN|\[object/)
			if (verdict !== "unknown") expect(sources.length).toBeGreaterThan(0)
			if (verdict !== "fails") expect(error).toBeUndefined()
			expect(error ?? "").not.toMatch(/undefined|NaN|\[object/)
		}
	})

	it("names no scenario that the lab does not have", () => {
		const known = new Set(labScenarios.map(({ id }) => id))
		expect(Object.keys(expectations).filter((id) => !known.has(id))).toEqual([])
	})

	it("does not say of OkHttp what only a scan could tell", async () => {
		const running = lab?.scenarios.find((each) => each.id === "tls")
		const io = recordingIo()
		if (running !== undefined)
			await runCli(["check", ...(await labWords("tls", running.settings, directory))], io)
		const report: Report = JSON.parse(io.text())
		expect(verdictsOf(report)).toEqual(all("connects", { unknown: ["grpc-java-okhttp"] }))
	})
})

describe("error texts carry this endpoint's own names", () => {
	it.each([
		["cn-only", "grpc-go-1.67", "x509: certificate relies on legacy Common Name field, use SANs instead"],
		[
			"wrong-host",
			"grpc-go-before-1.67",
			"certificate is valid for api.lab.test, *.internal.lab.test, not localhost",
		],
		["wrong-host", "c-core-before-1.83", "Peer name localhost is not in peer certificate"],
		["wrong-host", "grpc-js", "Host: localhost. is not in the cert's altnames: DNS:api.lab.test"],
		["wrong-host", "grpc-java-netty", "No subject alternative DNS name matching localhost found"],
		["wrong-host", "tonic-rustls", 'certificate is only valid for DnsName("api.lab.test")'],
		[
			"ip-dialled",
			"grpc-go-1.67",
			"cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs",
		],
		["no-alpn", "c-core-1.83", "Cannot check peer: missing selected ALPN property."],
		["no-alpn", "grpc-java-netty", "Failed ALPN negotiation: Unable to find compatible protocol"],
		["no-alpn", "tonic-rustls", "HTTP/2 was not negotiated."],
		[
			"client-cert-required",
			"grpc-go-1.67",
			"error reading server preface: remote error: tls: certificate required",
		],
		["tls13-only", "grpc-java-okhttp", "Received fatal alert: protocol_version"],
		["unix-missing", "grpc-go-1.67", "connect: no such file or directory"],
	])("%s, %s", async (id, runtime, words) => {
		const report = await check(id)
		expect(report.forecast.find((each) => each.runtime === runtime)?.error).toContain(words)
	})
})
