import { describe, expect, it } from "vitest"
import { healthyRun } from "#diagnosis/testing/observations"
import type { ProbeEvent } from "#probe/events"
import { exampleEnforcementAttempts } from "#report/testing/beyond"
import { showProgress } from "./progress.ts"

const run = healthyRun()
const planned: ProbeEvent = {
	kind: "planned",
	target: run.target,
	timeoutMs: 5_000,
	lanes: [
		{ posture: "tls", configured: true },
		{ posture: "mtls", configured: false, skipped: "No material." },
	],
}
const tlsEnded = run.attempts
	.filter(({ posture }) => posture === "tls")
	.map((attempt): ProbeEvent => ({ kind: "lane-ended", posture: "tls", outcome: attempt.outcome, attempt }))
const scanning: ProbeEvent = {
	kind: "scan-progress",
	asking: "groups of TLS 1.3",
	connections: 12,
	connectionsMax: 200,
}
const postures: ProbeEvent = { kind: "enforcement-planned", postures: ["no-certificate", "self-signed"] }
const tried = exampleEnforcementAttempts.map(
	(attempt): ProbeEvent => ({ kind: "enforcement-ended", attempt }),
)

/** What a terminal is told, one text an event that changed the line. */
function told(events: readonly ProbeEvent[], over: { width?: number; talkIsTerminal?: boolean } = {}) {
	const texts: string[] = []
	const show = showProgress(
		{
			talk: (text) => void texts.push(text.replace("\r\u001b[K", "")),
			width: over.width ?? 100,
			talkIsTerminal: over.talkIsTerminal ?? true,
		},
		false,
	)
	for (const event of events) show(event)
	return texts
}

describe("showProgress", () => {
	it("names the lanes that run, then what the scan asks, and clears the line at the end", () => {
		expect(told([planned, ...tlsEnded, scanning, { kind: "finished", run }])).toEqual([
			"waiting for tls …",
			"",
			"scanning groups of TLS 1.3, 12 connections of at most 200 …",
			"",
		])
	})

	it("counts the refusals that were tried, leaving out what is skipped", () => {
		const skipped = tried.slice(4)
		expect(told([planned, ...tlsEnded, postures, ...skipped, ...tried.slice(0, 1)])).toEqual([
			"waiting for tls …",
			"",
			"0 of 2 refusals tried …",
			"1 of 2 refusals tried …",
		])
	})

	it("never fills the last column, so that the line can be replaced", () => {
		const lines = told([planned, ...tlsEnded, scanning], { width: 20 })
		expect(lines.filter((line) => line.length > 19)).toEqual([])
	})

	it("is silent in a pipe", () => {
		expect(told([planned, ...tlsEnded], { talkIsTerminal: false })).toEqual([])
	})
})
