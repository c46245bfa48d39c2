import { describe, expect, it } from "vitest"
import { diagnose } from "./diagnose.ts"
import { capturedRun } from "./testing/capture-runs.ts"
import { firingRuns } from "./testing/firing-runs.ts"

const ours = /\b(we|us|our|ours|your|yours|you)\b/i

/** About files, libraries and settings of our own: nothing in a capture fires them. */
const aboutSettings = [
	"bad-pem-or-key",
	"key-cert-mismatch",
	"served-certificate-stale",
	"client-auth-optional",
	"token-over-plaintext-refused",
]

/** Runs of the checks of an endpoint, as if a capture had shown the lane that speaks for the settings. */
const captured = firingRuns.flatMap(({ rule, what, run }) => {
	const lane = run.attempts.find((attempt) => attempt.configured) ?? run.attempts[0]
	const isLive = run.workloadApi !== undefined || run.settingProblems.length > 0 || run.scan !== undefined
	const isExtra = run.enforcement !== undefined || run.protocols !== undefined
	if (aboutSettings.includes(rule)) return []
	if (lane === undefined || lane.outcome.kind === "skipped" || isLive || isExtra) return []
	const { verification } = lane
	const asCaptured = capturedRun(lane)
	const attempts = asCaptured.attempts.map((each) =>
		verification === undefined ? each : { ...each, verification },
	)
	return [
		[rule, what, { ...asCaptured, attempts, serverName: run.serverName, settings: run.settings }] as const,
	]
})

describe("findings about a capture speak of its client, never of us and you", () => {
	it.each(captured)("%s: %s", (_rule, _what, run) => {
		const { findings, verdict } = diagnose(run)
		const words = findings.flatMap(({ title, detail }) => [title, detail])
		// What an outcome says was put into words by whoever made the connection.
		const own = run.attempts.map(({ outcome }) => outcome.text)
		const said = [...words, verdict.sentence].map((text) =>
			own.reduce((rest, each) => rest.replace(each, ""), text),
		)
		expect(said.filter((text) => ours.test(text))).toEqual([])
	})
})
