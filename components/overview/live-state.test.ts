import { describe, expect, it } from "vitest"
import { attemptOf, exampleReport } from "#components/run/example-run.fixture"
import type { Outcome } from "#probe/observation"
import { isPending, readLiveEvent } from "./live-state.tsx"

const mark = { runId: "r1" }
const laneEnded = (outcome: Outcome) =>
	readLiveEvent({ ...mark, kind: "lane-ended", posture: "tls", outcome, attempt: attemptOf("tls") })

describe("a row while its check runs", () => {
	it("counts the modes that are really tried", () => {
		const state = readLiveEvent({
			...mark,
			kind: "planned",
			target: "a:1",
			timeoutMs: 5_000,
			lanes: [
				{ posture: "tls", configured: true },
				{ posture: "spiffe", configured: false, skipped: "No socket." },
			],
		})
		expect(state).toEqual({ kind: "running", words: "Trying 1 mode …" })
	})
	it("says how a lane ended and keeps silent about lanes that were not tried", () => {
		expect(laneEnded({ kind: "refused", phase: "tls", text: "The server refused." })).toEqual({
			kind: "running",
			words: "TLS: The server refused.",
		})
		expect(laneEnded({ kind: "skipped", phase: "dns", text: "No material." })).toBeUndefined()
	})
	it("takes the verdict from the report", () => {
		const state = readLiveEvent({ ...mark, kind: "report", report: exampleReport, stored: true })
		expect(state).toMatchObject({
			kind: "done",
			last: {
				runId: "r1",
				verdict: exampleReport.verdict.kind,
				sentence: exampleReport.verdict.sentence,
				serverMode: exampleReport.server.mode,
			},
		})
		expect(isPending(state)).toBe(false)
	})
	it("says why a run came to no report", () => {
		expect(readLiveEvent({ ...mark, kind: "run-failed", text: "It broke." })).toEqual({
			kind: "failed",
			words: "It broke.",
		})
	})
	it("waits while it is queued and while it runs", () => {
		expect([
			isPending({ kind: "queued", words: "" }),
			isPending({ kind: "running", words: "" }),
			isPending(undefined),
		]).toEqual([true, true, false])
	})
})
