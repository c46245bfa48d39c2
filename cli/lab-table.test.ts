import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { rules } from "#diagnosis/rules"
import type { LabSettings } from "#lab/scenario"
import { labScenarios } from "#lab/scenarios"
import { type RunningLab, startLab } from "#lab/start-lab"
import type { Report } from "#report/report"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let directory = ""
let lab: RunningLab | undefined

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "cs-table-"))
	lab = await startLab({ directory })
}, 60_000)

afterAll(async () => {
	await lab?.close()
	await rm(directory, { recursive: true, force: true })
})

/** The options that a person would write for the settings of a scenario. */
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
		["--timeout", `${settings.timeoutMs}ms`],
	]
	const given = options.filter(([, value]) => value !== "").flat()
	return ["check", settings.target, "--json", ...given, ...(settings.skipVerify ? ["--skip-verify"] : [])]
}

function summary(report: Report) {
	const seen =
		report.attempts.find((attempt) => attempt.configured && attempt.tls !== undefined) ??
		report.attempts.find((attempt) => attempt.tls !== undefined)
	return {
		mode: report.server.mode,
		clientAuth: report.server.clientAuth,
		tlsVersion: seen?.tls?.version ?? null,
		identity: seen?.peer?.identity ?? null,
		rule: report.findings[0]?.rule ?? null,
		configuredOutcome: report.attempts.find((attempt) => attempt.configured)?.outcome.kind ?? null,
	}
}

/** Scenarios whose settings are refused before anything is dialled: exit code 2 and the field. */
const refusedSettings = new Set(["key-mismatch", "partial-config", "bad-pem", "missing-file"])

describe("countersign check against the lab", () => {
	it.each(
		labScenarios
			.filter(({ id }) => !refusedSettings.has(id))
			.map((scenario) => [scenario.id, scenario] as const),
	)("%s", async (id, { expected }) => {
		const running = lab?.scenarios.find((each) => each.id === id)
		if (running === undefined) throw new Error(`${id} does not run`)
		const io = recordingIo()
		const code = await runCli(await wordsFor(id, running.settings), io)
		const report: Report = JSON.parse(io.text())
		const {
			alsoRules = [],
			enforcement: _table,
			enforcementRules: _found,
			scanRules: _scan,
			protocols: _protocols,
			addresses,
			...facts
		} = expected
		expect(summary(report)).toEqual(facts)
		expect(report.findings.map((finding) => finding.rule)).toEqual(expect.arrayContaining([...alsoRules]))
		expect(report.addresses?.map(({ outcome }) => outcome)).toEqual(addresses)
		const worst = report.findings.some((finding) => finding.severity === "error")
		expect(code).toBe(worst ? 1 : 0)
	})

	it.each([...refusedSettings])("%s is refused before anything is dialled", async (id) => {
		const running = lab?.scenarios.find((each) => each.id === id)
		if (running === undefined) throw new Error(`${id} does not run`)
		const io = recordingIo()
		expect(await runCli(await wordsFor(id, running.settings), io)).toBe(2)
		expect(io.text()).toBe("")
		expect(io.talked()).toMatch(/^error: (certificate|key|ca): .+\nhint: .+/)
	})
})

describe("rules and scenarios", () => {
	const fired = new Set(
		labScenarios.flatMap(({ expected }) => [
			expected.rule,
			...(expected.alsoRules ?? []),
			// Only --enforce shows these: enforcement-table.test.ts proves them.
			...(expected.enforcementRules ?? []),
			// Only --scan shows these: protocol-table.test.ts proves them.
			...(expected.scanRules ?? []),
			// Only --scan shows these: scan-table.test.ts proves them.
			...(expected.scanRules ?? []),
		]),
	)
	/** Rules that only a text or a capture can tell, or that a target without a server shows: no scenario can fire them. */
	const textOnly = new Set([
		"invalid-target",
		"ca-without-basic-constraints",
		"capture-incomplete",
		"capture-sealed",
		"client-refused-certificate",
		"keepalive-goaway",
		"name-constraint-violation",
		"other-not-security",
		"proxy-env-interference",
		"revoked",
		"sni-missing-or-wrong",
		"tls-interception",
		"weak-signature-or-key",
	])

	it("have a scenario for every rule that a run can show", () => {
		const missing = rules.map((rule) => rule.id).filter((id) => !fired.has(id) && !textOnly.has(id))
		expect(missing).toEqual([])
	})

	it("have a rule for every scenario", () => {
		const known = new Set(rules.map((rule) => rule.id))
		expect([...fired].filter((id) => !known.has(id))).toEqual([])
	})

	it("name no rule as text-only that a scenario fires", () => {
		expect([...textOnly].filter((id) => fired.has(id))).toEqual([])
	})
})
