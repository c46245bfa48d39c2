import { describe, expect, it, vi } from "vitest"
import type { Report } from "#report/report"
import { type CheckWork, openLiveRuns, type PlannedCheck } from "./live-runs.ts"
import type { CheckEvent } from "./run-types.ts"

const report: Report = {
	schema: "countersign.report/v1",
	target: "a:1",
	startedAt: "2026-11-22T00:00:00.000Z",
	durationMs: 1,
	verdict: { kind: "ok", sentence: "It works." },
	server: { mode: "tls", clientAuth: "none", signs: [] },
	attempts: [],
	findings: [],
	settings: {
		mode: "auto",
		scheme: "unstated",
		skipVerify: false,
		hasCa: false,
		hasClientCertificate: false,
		hasToken: false,
		healthService: "",
		timeoutMs: 1_000,
	},
	settingProblems: [],
	files: [],
	clientCertificate: { verdict: "unknown", text: "", checks: [] },
	forecast: [],
	stopped: false,
}

/** Ends when it is stopped, and then says so in its report. */
const untilStopped: CheckWork = ({ signal }) =>
	new Promise((resolve) =>
		signal.addEventListener("abort", () => resolve({ report: { ...report, stopped: true } })),
	)

const atOnce: CheckWork = async ({ onEvent }) => {
	onEvent({ kind: "planned", target: "a:1", timeoutMs: 1_000, lanes: [] })
	onEvent({ kind: "phase-started", posture: "tls", phase: "dns", t: 0 })
	return { report }
}

const plan = (runId: string, work: CheckWork, endpointId?: string): PlannedCheck => ({
	runId,
	work,
	...(endpointId === undefined ? {} : { endpointId }),
})

async function readAll(events: AsyncIterable<CheckEvent>): Promise<readonly CheckEvent[]> {
	const got: CheckEvent[] = []
	for await (const event of events) got.push(event)
	return got
}

function need<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
	if (!result.ok) throw new Error(JSON.stringify(result.error))
	return result.value
}

describe("openLiveRuns", () => {
	it("tells every event with its run, ends with the report, and frees its slot", async () => {
		const live = openLiveRuns()
		const events = await readAll(need(live.startOne(plan("r1", atOnce, "e1"))).events)
		expect(events.map((event) => event.kind)).toEqual(["planned", "phase-started", "report"])
		expect(events.every((event) => event.runId === "r1" && event.endpointId === "e1")).toBe(true)
		expect(events.at(-1)).toMatchObject({ stored: true })
		expect(live.busy()).toBe(0)
	})

	it("stops a run and still gives its report", async () => {
		const live = openLiveRuns()
		const started = need(live.startOne(plan("r1", untilStopped)))
		expect(live.stop("r1")).toBe(true)
		const events = await readAll(started.events)
		expect(events).toMatchObject([{ kind: "report", report: { stopped: true } }])
		expect(live.stop("r1")).toBe(false)
	})

	it("stops a run whose page has gone while it waited", async () => {
		const live = openLiveRuns()
		const aborted = Promise.withResolvers<void>()
		const work: CheckWork = async (watch) => {
			watch.signal.addEventListener("abort", () => aborted.resolve())
			return untilStopped(watch)
		}
		const { events } = need(live.startOne(plan("r1", work)))
		const pending = events.next()
		await events.return?.()
		await aborted.promise
		expect(await pending).toEqual({ done: true, value: undefined })
	})

	it("refuses a ninth check and says how many run", () => {
		const live = openLiveRuns()
		for (let index = 0; index < 8; index += 1) need(live.startOne(plan(`r${index}`, untilStopped)))
		expect(live.startOne(plan("r8", untilStopped))).toEqual({
			ok: false,
			error: { kind: "busy", running: 8 },
		})
		for (let index = 0; index < 8; index += 1) live.stop(`r${index}`)
	})

	it("runs many in one stream, at most four at a time, each with its own report", async () => {
		const live = openLiveRuns()
		let running = 0
		let most = 0
		const work: CheckWork = async () => {
			running += 1
			most = Math.max(most, running)
			await new Promise((resolve) => setImmediate(resolve))
			running -= 1
			return { report }
		}
		const checks = Array.from({ length: 20 }, (_, index) => plan(`r${index}`, work, `e${index}`))
		const events = await readAll(need(live.startMany("b1", checks)).events)
		expect(
			events
				.filter((event) => event.kind === "report")
				.map((event) => event.runId)
				.toSorted(),
		).toEqual(checks.map((check) => check.runId).toSorted())
		expect(most).toBe(4)
		expect(live.busy()).toBe(0)
	})

	it("gives every run of a stopped batch a last word, also those that never began", async () => {
		const live = openLiveRuns()
		const checks = Array.from({ length: 6 }, (_, index) => plan(`r${index}`, untilStopped))
		const started = need(live.startMany("b1", checks))
		expect(live.stop("b1")).toBe(true)
		const events = await readAll(started.events)
		expect(events.map((event) => event.kind).toSorted()).toEqual([
			...Array.from({ length: 4 }, () => "report"),
			...Array.from({ length: 2 }, () => "run-failed"),
		])
	})

	it("says when a run could not be stored", async () => {
		const live = openLiveRuns()
		const work: CheckWork = async () => ({ report, storeProblem: "There is no space left." })
		const events = await readAll(need(live.startOne(plan("r1", work))).events)
		expect(events).toMatchObject([{ stored: false, storeProblem: "There is no space left." }])
	})

	it("ends one run alone when a check breaks, and frees its slot", async () => {
		const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
		const live = openLiveRuns()
		const work: CheckWork = () => Promise.reject(new Error("a bug"))
		const events = await readAll(need(live.startOne(plan("r1", work))).events)
		expect(events).toMatchObject([{ kind: "run-failed" }])
		expect(JSON.stringify(events)).not.toContain("a bug")
		expect(log).toHaveBeenCalledTimes(1)
		log.mockRestore()
		expect(live.busy()).toBe(0)
	})
})
