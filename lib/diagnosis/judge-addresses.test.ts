import { describe, expect, it } from "vitest"
import { diagnose } from "./diagnose.ts"
import { judgeAddresses } from "./judge-addresses.ts"
import { replicatedRun, showing } from "./testing/address-runs.ts"
import {
	alert,
	failed,
	healthyRun,
	refusedClient,
	rejected,
	runOf,
	skipped,
	tlsAttempt,
} from "./testing/observations.ts"

const lane = () => tlsAttempt("tls")
const differs = (...others: Parameters<typeof replicatedRun>[0]) =>
	judgeAddresses(replicatedRun(others))?.map((verdict) => verdict.differs)

describe("judgeAddresses", () => {
	it("is silent without further addresses, and without a lane that reached one", () => {
		expect(judgeAddresses(healthyRun())).toBeUndefined()
		const address = { address: "127.0.0.2:9091", attempt: lane() }
		expect(judgeAddresses(runOf([skipped("tls")], {}, { addresses: [address] }))).toBeUndefined()
	})

	it("names every address, the settings' own first", () => {
		const verdicts = judgeAddresses(replicatedRun([lane(), lane()]))
		expect(verdicts?.map(({ address, outcome }) => [address, outcome])).toEqual([
			["127.0.0.1:9091", "accepted"],
			["127.0.0.2:9091", "accepted"],
			["127.0.0.3:9091", "accepted"],
		])
		expect(verdicts?.flatMap((verdict) => verdict.differs)).toEqual([])
	})

	it("says which replica lets nobody in, and how", () => {
		const found = differs(lane(), refusedClient("tls", {}, alert("certificate_required", 116)))
		expect(found?.[1]).toEqual([])
		expect(found?.[2]?.join(" ")).toMatch(
			/does not let this client in.*certificate_required.*asks for a client certificate; 127/,
		)
	})

	it("says when the first address is the one that is at fault", () => {
		const first = rejected("tls", [{ rule: "expired-server-cert", text: "It has expired." }])
		const [, other] = judgeAddresses(replicatedRun([lane()], { ...first, configured: true })) ?? []
		expect(other?.differs[0]).toMatch(/lets this client in; 127\.0\.0\.1:9091 does not: It has expired/)
	})

	it("names a stale replica as such, wherever it stands", () => {
		const old = { notBefore: "2026-09-01T00:00:00.000Z", notAfter: "2026-12-01T00:00:00.000Z" }
		expect(differs(showing(old))?.[1]?.[0]).toMatch(/older certificate.*2026-12-01.*left behind/)
		const run = replicatedRun([lane()], { ...showing(old), configured: true })
		expect(judgeAddresses(run)?.[1]?.differs[0]).toMatch(
			/newer certificate.*127\.0\.0\.1:9091 was left behind/,
		)
	})

	it("does not call stale what is only a little older", () => {
		const [text] = differs(showing({ notBefore: "2026-10-08T11:00:00.000Z" }))?.[1] ?? []
		expect(text).toMatch(/older certificate/)
		expect(text).not.toMatch(/left behind/)
	})

	it.each([
		[
			"TLS version",
			{ tls: { version: "1.2", cipherSuite: "TLS_ECDHE_X", alpn: "h2" } },
			/TLS version is 1\.2/,
		],
		[
			"cipher suite",
			{ tls: { version: "1.3", cipherSuite: "TLS_AES_256_GCM_SHA384", alpn: "h2" } },
			/cipher suite/,
		],
		[
			"ALPN",
			{ tls: { version: "1.3", cipherSuite: "TLS_AES_128_GCM_SHA256", alpn: null } },
			/ALPN protocol is none/,
		],
		["health", { rpc: { method: "m", status: "OK", serving: "NOT_SERVING" } }, /OK \(NOT_SERVING\)/],
		["status", { rpc: { method: "m", status: "UNAUTHENTICATED" } }, /UNAUTHENTICATED/],
	])("compares the %s, one sentence each", (_, change, expected) => {
		const found = differs(tlsAttempt("tls", change))?.[1]
		expect(found).toHaveLength(1)
		expect(found?.[0]).toMatch(expected)
	})

	it("keeps another issuer in view", () => {
		expect(differs(showing({ issuer: "CN=Other" }))?.[1]?.[0]).toMatch(
			/issued by CN=Other, not by CN=Test CA/,
		)
	})
})

describe("replicas-differ", () => {
	const finding = (run: Parameters<typeof diagnose>[0]) =>
		diagnose(run).findings.find(({ rule }) => rule === "replicas-differ")

	it("leaves an endpoint whose addresses answer alike in peace", () => {
		const { findings, verdict } = diagnose(replicatedRun([lane(), lane()]))
		expect(findings[0]?.rule).toBe("works-as-configured")
		expect(verdict.kind).toBe("ok")
	})

	it("counts an address without a listener as a warning: clients go on to the next", () => {
		const gone = tlsAttempt("tls", { outcome: failed("tcp", "ECONNREFUSED"), tls: {}, chain: [] })
		expect(finding(replicatedRun([gone]))?.severity).toBe("warning")
	})

	it("compares the certificates of the addresses that differ in its command", () => {
		const commands = finding(replicatedRun([lane(), showing({})]))?.fixes.flatMap(
			({ command }) => command ?? [],
		)
		const compares = commands?.find((command) => command.startsWith("openssl s_client"))
		expect(compares).toContain("-connect 127.0.0.3:9091 -servername localhost")
		expect(compares).not.toContain("127.0.0.2")
	})
})
