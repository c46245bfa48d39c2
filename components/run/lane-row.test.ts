import { describe, expect, it } from "vitest"
import type { PostureName } from "#probe/observation"
import { attemptOf, exampleRun, phasesOf } from "./example-run.fixture.tsx"
import { firstLane, laneRow } from "./lane-row.tsx"
import { type LaneProgress, progressOfRun } from "./live-run.tsx"

const lanes = progressOfRun(exampleRun).lanes
const rowOf = (posture: PostureName) => lanes.filter((lane) => lane.posture === posture).map(laneRow)[0]
const states = (posture: PostureName) => rowOf(posture)?.steps.map((step) => step.state)
const running: LaneProgress = {
	posture: "tls",
	configured: true,
	phases: phasesOf([["dns", 0.4]]),
	running: "tcp",
	transcript: [],
	uncounted: 0,
}

describe("laneRow", () => {
	it("stops where the lane stopped, and nothing lies beyond", () => {
		expect(states("tls")).toEqual(["done", "done", "done", "stopped", "ahead", "ahead"])
		expect(rowOf("tls")).toMatchObject({ state: "refused", tone: "refused", mark: "refused", reached: 3 })
	})

	it("passes columns that a lane has no business with", () => {
		expect(states("plaintext")).toEqual(["done", "done", "passed", "passed", "stopped", "ahead"])
	})

	it("fills all columns of an accepted lane and names the proven peer", () => {
		expect(states("spiffe")).toEqual(Array(6).fill("done"))
		expect(rowOf("spiffe")).toMatchObject({
			tone: "secure",
			peer: "spiffe://lab.example/billing",
			reached: 5,
		})
	})

	it("fills nothing of a lane that was not tried, and says what is missing", () => {
		expect(rowOf("mtls")).toMatchObject({
			state: "skipped",
			reached: -1,
			reason: "The settings bring no client certificate: add one to try.",
		})
	})

	it("shows where a running lane is", () => {
		const row = laneRow(running)
		expect(row.steps.map((step) => step.state)).toEqual([
			"done",
			"running",
			"ahead",
			"ahead",
			"ahead",
			"ahead",
		])
		expect(row).toMatchObject({ state: "running", reached: 1 })
	})

	it.each([
		["DEADLINE", "deadline"],
		["STOPPED", "stopped"],
		["ECONNRESET", "failed"],
	])("marks the end %s with its own sign", (code, mark) => {
		const outcome = { kind: "failed" as const, phase: "tcp" as const, code, text: "It ended." }
		const { running: _running, ...ended } = running
		expect(laneRow({ ...ended, outcome }).mark).toBe(mark)
	})

	it("calls an accepted lane without verification what it is", () => {
		const attempt = attemptOf("tls-unverified", {
			outcome: { kind: "accepted", phase: "rpc", text: "Answered." },
			peer: { identity: "localhost", kind: "dns" },
		})
		const row = laneRow({ ...running, posture: "tls-unverified", outcome: attempt.outcome, attempt })
		expect(row).toMatchObject({ tone: "plain", word: "accepted, not verified" })
		expect(row.peer).toBeUndefined()
	})
})

describe("firstLane", () => {
	it("is the configured lane, or the first that was tried", () => {
		expect(firstLane(lanes)).toBe("tls")
		expect(firstLane(lanes.filter((lane) => lane.posture !== "tls"))).toBe("plaintext")
		expect(firstLane(lanes.filter((lane) => lane.posture === "mtls"))).toBe("mtls")
		expect(firstLane([])).toBeUndefined()
	})
})
