import { describe, expect, it } from "vitest"
import { certificate, healthyRun, runOf, tlsAttempt } from "#diagnosis/testing/observations"
import { lanesView } from "./lanes-view.ts"
import { clientCertReport, reportOf } from "./testing/reports.ts"

describe("buildReport", () => {
	it("carries every stable key of the machine interface", () => {
		const report = reportOf(healthyRun())
		expect(Object.keys(report)).toEqual(
			expect.arrayContaining([
				"schema",
				"target",
				"startedAt",
				"durationMs",
				"server",
				"attempts",
				"findings",
			]),
		)
		expect(report.schema).toBe("countersign.report/v1")
		const keys = ["posture", "outcome", "phases", "tls", "chain", "verification", "peer", "rpc", "transcript"]
		expect(keys.filter((key) => !Object.hasOwn(report.attempts[1] ?? {}, key))).toEqual([])
	})

	it("flattens certificates to the stable keys, with an empty list for an absent EKU", () => {
		const { eku: _eku, ...description } = certificate()
		const run = runOf([
			tlsAttempt("tls", { configured: true, chain: [{ kind: "certificate", description }] }),
		])
		const flat = reportOf(run).attempts[0]?.chain?.[0]
		expect(flat).toMatchObject({ subject: "CN=service", eku: [] })
		expect(Object.keys(flat ?? {}).toSorted()).toEqual([
			"eku",
			"isCa",
			"issuer",
			"keyBits",
			"keyType",
			"notAfter",
			"notBefore",
			"sans",
			"serial",
			"sha256",
			"signatureAlgorithm",
			"subject",
		])
	})

	it("keeps an unreadable certificate with its digest and its problem", () => {
		const chain = [
			{ kind: "unreadable" as const, sha256: "d".repeat(64), hex: "00", length: 1, problem: "too short" },
		]
		const flat = reportOf(runOf([tlsAttempt("tls", { configured: true, chain })])).attempts[0]?.chain?.[0]
		expect(flat).toMatchObject({ sha256: "d".repeat(64), problem: "too short", eku: [] })
	})

	it("gives plain JSON", () => {
		const report = clientCertReport()
		expect(JSON.parse(JSON.stringify(report))).toEqual(report)
	})
})

describe("lanesView", () => {
	it("shows where a lane stopped, what lies behind and what was never reached", () => {
		const lane = lanesView(clientCertReport().attempts).find((each) => each.posture === "tls")
		expect(lane?.stoppedAt).toBe("quiet")
		expect(lane?.cells.map((cell) => cell.state)).toEqual([
			"done",
			"done",
			"done",
			"refused",
			"ahead",
			"ahead",
		])
	})

	it("lets plaintext pass TLS by, and an accepted lane end at the RPC", () => {
		const [plain, tls] = lanesView(reportOf(healthyRun()).attempts)
		expect(plain?.cells.map((cell) => cell.state)).toEqual([
			"done",
			"done",
			"passed",
			"passed",
			"refused",
			"ahead",
		])
		expect(tls?.cells.at(-1)?.state).toBe("done")
		expect(tls).not.toHaveProperty("stoppedAt")
	})

	it("draws a lane that was never tried as ahead throughout", () => {
		const lane = lanesView(clientCertReport().attempts).find((each) => each.outcome === "skipped")
		expect(new Set(lane?.cells.map((cell) => cell.state))).toEqual(new Set(["ahead"]))
	})
})
