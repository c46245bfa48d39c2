import { describe, expect, it } from "vitest"
import { exampleEnforcementAttempts } from "#report/testing/beyond"
import { exampleRun, phasesOf } from "./example-run.fixture.tsx"
import { type AfterLanes, type LaneProgress, progressOfRun, type RunProgress } from "./live-run.tsx"
import { hasRunningLane, waitingSentence } from "./waiting-for.tsx"

const ended: RunProgress = { target: "t", timeoutMs: 5_000, lanes: progressOfRun(exampleRun).lanes }
const running: LaneProgress = {
	posture: "tls",
	configured: true,
	phases: phasesOf([["dns", 0.4]]),
	running: "tcp",
	transcript: [],
	uncounted: 0,
}
const beyond = (over: Partial<AfterLanes>): RunProgress => ({
	...ended,
	after: { addresses: 0, postures: [], enforcement: [], ...over },
})

describe("waitingSentence", () => {
	it("names the lanes that run with their phase", () => {
		expect(waitingSentence({ ...ended, lanes: [running] })).toBe("Waiting for TLS (TCP).")
		expect(hasRunningLane([running])).toBe(true)
	})

	it("says that it judges when everything has ended", () => {
		expect(waitingSentence(ended)).toBe("All lanes have ended. Judging what was seen.")
		expect(hasRunningLane(ended.lanes)).toBe(false)
	})

	it("says what the scan asks, and with how many connections of how many", () => {
		const scan = { asking: "groups of TLS 1.3", connections: 12, connectionsMax: 200 }
		expect(waitingSentence(beyond({ scan }))).toBe(
			"The scan asks about groups of TLS 1.3: 12 connections of at most 200.",
		)
	})

	it("counts what was tried, leaving out what is skipped", () => {
		const postures = exampleEnforcementAttempts.map(({ posture }) => posture).slice(0, 4)
		const tried = beyond({ postures, enforcement: exampleEnforcementAttempts.slice(2) })
		expect(waitingSentence(tried)).toBe("Refusals: 2 of 4 postures tried.")
	})
})
