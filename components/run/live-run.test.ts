import { describe, expect, it } from "vitest"
import type { ProbeEvent } from "#probe/events"
import { attemptOf, exampleRun, phasesOf, refusedTranscript } from "./example-run.fixture.tsx"
import { foldProbeEvent, liveMessagesMax, type RunProgress } from "./live-run.tsx"

const planned: ProbeEvent = {
	kind: "planned",
	target: "localhost:9091",
	timeoutMs: 5_000,
	lanes: [
		{ posture: "tls", configured: true },
		{ posture: "mtls", configured: false, skipped: "The settings bring no client certificate." },
	],
}
const [dns] = phasesOf([["dns", 0.4]])
const [hello] = refusedTranscript
const fold = (events: readonly (ProbeEvent | undefined)[]) =>
	events
		.filter((event) => event !== undefined)
		.reduce<RunProgress | undefined>((progress, event) => foldProbeEvent(progress, event), undefined)

describe("foldProbeEvent", () => {
	it("knows every lane from the plan on", () => {
		expect(fold([planned])?.lanes.map((lane) => [lane.posture, lane.configured, lane.skipped])).toEqual([
			["tls", true, undefined],
			["mtls", false, "The settings bring no client certificate."],
		])
	})

	it("marks the phase that runs until it ends", () => {
		const started: ProbeEvent = { kind: "phase-started", posture: "tls", phase: "dns", t: 0 }
		const ended = dns && ({ kind: "phase-ended", posture: "tls", phase: dns } as const)
		expect(fold([planned, started])?.lanes[0]).toMatchObject({ running: "dns", phases: [] })
		expect(fold([planned, started, ended])?.lanes[0]).toEqual({
			posture: "tls",
			configured: true,
			phases: [dns],
			transcript: [],
			uncounted: 0,
		})
	})

	it("touches no other lane", () => {
		const before = fold([planned])
		const after =
			before && foldProbeEvent(before, { kind: "phase-started", posture: "tls", phase: "dns", t: 0 })
		expect(after?.lanes[1]).toBe(before?.lanes[1])
	})

	it("keeps at most 500 messages of a running lane and counts the rest", () => {
		const message = hello && ({ kind: "message", posture: "tls", entry: hello } as const)
		const lane = fold([planned, ...Array.from({ length: liveMessagesMax + 3 }, () => message)])?.lanes[0]
		expect([lane?.transcript.length, lane?.uncounted]).toEqual([500, 3])
	})

	it("takes the whole attempt when the lane ends", () => {
		const attempt = attemptOf("tls", { outcome: { kind: "accepted", phase: "rpc", text: "Answered." } })
		const ended: ProbeEvent = { kind: "lane-ended", posture: "tls", outcome: attempt.outcome, attempt }
		expect(fold([planned, ended])?.lanes[0]).toMatchObject({ attempt, outcome: attempt.outcome })
	})

	it("ignores lane events before the plan", () => {
		expect(fold([{ kind: "phase-started", posture: "tls", phase: "dns", t: 0 }])).toBeUndefined()
	})

	it("ends with the run as it was written down", () => {
		const finished = fold([planned, { kind: "finished", run: exampleRun }])
		expect(finished?.run).toBe(exampleRun)
		expect(finished?.lanes).toHaveLength(6)
	})
})
