import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { rulesById } from "#diagnosis/rules"
import type { LabSettings } from "#lab/scenario"
import { labScenarios } from "#lab/scenarios"
import { type RunningLab, startLab } from "#lab/start-lab"
import { createAuthority } from "#pki/authority"
import { toPem } from "#pki/formats/to-pem"
import type { Report } from "#report/report"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-enforce-"))
	lab = await startLab({ directory })
}, 60_000)

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

/** Scenarios whose settings are refused before anything is dialled. */
const refusedSettings = new Set(["key-mismatch", "partial-config", "bad-pem", "missing-file"])
/** Rules that the enforcement table alone can fire. */
const enforcementRules = new Set(labScenarios.flatMap(({ expected }) => expected.enforcementRules ?? []))
/** Nothing was reached, so that there is nothing to prove. */
const unreached = new Set(["connection-refused", "dns-failure", "unix-missing"])

async function enforce(id: string, more: readonly string[] = []): Promise<Report> {
	const running = lab?.scenarios.find((each) => each.id === id)
	if (running === undefined) throw new Error(`${id} does not run`)
	const io = recordingIo()
	await runCli([...(await wordsFor(id, running.settings)), ...more], io)
	return JSON.parse(io.text())
}

async function wordsFor(id: string, settings: LabSettings): Promise<string[]> {
	const token = join(directory, `${id}.token`)
	if (settings.token !== "") await writeFile(token, settings.token.replace(/^text:/, ""))
	const options: [string, string][] = [
		["--mode", settings.mode],
		["--ca", settings.ca],
		["--cert", settings.certificate],
		["--key", settings.key],
		["--server-name", settings.serverName],
		["--spiffe-socket", settings.spiffeSocket],
		["--expect-spiffe-id", settings.expectSpiffeId],
		["--trust-domain", settings.trustDomain],
		["--token-file", settings.token === "" ? "" : token],
		["--health-service", settings.healthService],
		["--method", settings.method],
		["--timeout", `${settings.timeoutMs}ms`],
	]
	const given = options.filter(([, value]) => value !== "").flat()
	const flags = settings.skipVerify ? ["--skip-verify"] : []
	return ["check", settings.target, "--json", "--enforce", ...given, ...flags]
}

/** Posture to what came of it, the skipped ones and the missing ALPN left out: servers may do there as they like. */
function seen(report: Report): Readonly<Record<string, string>> {
	const tried = (report.enforcement ?? []).filter(
		({ actual, posture }) => actual !== "skipped" && posture !== "no-alpn",
	)
	return Object.fromEntries(tried.map(({ posture, actual }) => [posture, actual]))
}

describe("countersign check --enforce against the lab", () => {
	it.each(
		labScenarios.flatMap(({ id, expected }) => (refusedSettings.has(id) ? [] : [[id, expected] as const])),
	)("%s", async (id, expected) => {
		const report = await enforce(id)
		const found = report.findings.map(({ rule }) => rule).filter((rule) => enforcementRules.has(rule))
		expect(found.toSorted()).toEqual((expected.enforcementRules ?? []).toSorted())
		expect(expected.enforcement ?? seen(report)).toEqual(seen(report))
		expect(report.enforcement === undefined).toBe(unreached.has(id))
	})

	it.each(
		labScenarios.flatMap(({ id, expected }) =>
			(expected.enforcementRules ?? []).some((rule) => rulesById.get(rule)?.severity === "error") ? [id] : [],
		),
	)("%s: a gap keeps the settings from counting as fine", async (id) => {
		const { findings, verdict } = await enforce(id)
		expect(findings[0]?.severity).toBe("error")
		expect(findings.filter(({ rule }) => rule === "works-as-configured")).toEqual([])
		expect(verdict.kind).toBe("broken")
	})

	it.each([
		["signature-only", ["expired", "not-yet-valid", "wrong-eku"]],
		["accepts-expired-certificate", ["expired"]],
		["accepts-wrong-eku", ["wrong-eku"]],
		["mtls-tls13", []],
		["mtls-tls12", []],
	])("%s, given the CA that the server trusts: %j get in", async (id, gaps) => {
		const shared = join(directory, "shared")
		const authority = ["--enforce-ca", join(shared, "ca.pem"), "--enforce-ca-key", join(shared, "ca-key.pem")]
		const { enforcement = [] } = await enforce(id, authority)
		const found = enforcement.filter(({ judgement }) => judgement === "gap").map(({ posture }) => posture)
		expect(found).toEqual(gaps)
		expect(enforcement.filter(({ text }) => text.includes("may be meant for the issuer"))).toEqual([])
		expect(enforcement.find(({ posture }) => posture === "expired")?.brings).toContain(
			"by the CA that was given",
		)
	})

	it("says of a CA that the server does not trust that its refusals prove nothing of the fault", async () => {
		const other = await createAuthority({
			commonName: "Another CA",
			notBefore: new Date(Date.now() - 60_000),
		})
		const files = { ca: join(directory, "other-ca.pem"), key: join(directory, "other-ca-key.pem") }
		const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", other.key))
		await writeFile(files.ca, other.pem)
		await writeFile(files.key, toPem("PRIVATE KEY", pkcs8), { mode: 0o600 })
		const { enforcement = [] } = await enforce("mtls-tls13", [
			...["--enforce-ca", files.ca],
			...["--enforce-ca-key", files.key],
		])
		const doubted = enforcement.filter(({ mayMeanIssuer }) => mayMeanIssuer === true)
		expect(doubted.map(({ posture }) => posture)).toEqual(["expired", "not-yet-valid", "wrong-eku"])
		expect(doubted[0]?.text).toContain("was refused as well")
	})

	it("refuses half of a CA as an error of usage", async () => {
		const io = recordingIo()
		expect(await runCli(["check", "localhost:1", "--enforce", "--enforce-ca", "ca.pem"], io)).toBe(2)
		expect(io.talked()).toContain("belong together")
	})

	it("says of every posture what was expected, what came of it, and how", async () => {
		for (const { enforcement = [] } of [await enforce("mtls-tls13"), await enforce("token-accepted")]) {
			expect(enforcement.length).toBe(19)
			for (const row of enforcement) {
				expect([row.brings, row.how, row.text].filter((text) => !/^\S.*\.$/.test(text))).toEqual([])
			}
		}
	})

	it("counts a row that could not be seen as unknown, and one that was not tried as neither", async () => {
		const rows = labScenarios
			.filter(({ id }) => ["mtls-tls13", "garbage", "unreadable-certificate"].includes(id))
			.map(({ id }) => enforce(id))
		for (const { enforcement = [] } of await Promise.all(rows)) {
			const judged = enforcement.map(({ actual, expected, judgement }) => [actual, expected, judgement])
			expect(judged.filter(([actual, , said]) => actual === "skipped" && said !== "not-applicable")).toEqual(
				[],
			)
			const open = judged.filter(([actual, wanted]) => actual === "unknown" && wanted === "refused")
			expect(open.filter(([, , said]) => said !== "unknown")).toEqual([])
		}
	})
})
