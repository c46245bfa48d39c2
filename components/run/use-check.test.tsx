import { act, cleanup, renderHook, waitFor } from "@testing-library/react"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { CheckEvent, CheckStart } from "./check-actions.tsx"
import { lostText } from "./check-state.tsx"
import { exampleReport, exampleRun } from "./example-run.fixture.tsx"
import { useCheck } from "./use-check.tsx"

afterEach(cleanup)

const runId = "run-1"
const planned: CheckEvent = {
	runId,
	kind: "planned",
	target: "localhost:9091",
	timeoutMs: 5_000,
	lanes: [{ posture: "tls", configured: true }],
}
const finished: CheckEvent = { runId, kind: "finished", run: exampleRun }
const report: CheckEvent = { runId, kind: "report", report: exampleReport, stored: true }

/** A stream that the test feeds by hand. */
function handFed() {
	const waiting: CheckEvent[] = []
	let wake = () => {}
	let end: "open" | "closed" | "broken" = "open"
	async function* read(): AsyncGenerator<CheckEvent> {
		for (;;) {
			const event = waiting.shift()
			if (event !== undefined) yield event
			else if (end === "closed") return
			else if (end === "broken") throw new TypeError("network error")
			else
				await new Promise<void>((resolve) => {
					wake = resolve
				})
		}
	}
	const settle = (next: typeof end) => {
		end = next
		wake()
	}
	return {
		events: read(),
		push: (...events: CheckEvent[]) => {
			waiting.push(...events)
			wake()
		},
		settle,
	}
}

function begin(start: () => Promise<CheckStart>) {
	const stopRun = vi.fn(async (_runId: string) => ({ kind: "stopped" }))
	const onFinished = vi.fn()
	const hook = renderHook(() => useCheck({ startCheck: start, stopRun, onFinished }))
	act(() => hook.result.current.start())
	return { ...hook, stopRun, onFinished }
}

const started = (stream: ReturnType<typeof handFed>) => async (): Promise<CheckStart> => ({
	kind: "started",
	runId,
	events: stream.events,
})

describe("useCheck", () => {
	it("folds events as they arrive and ends with the report", async () => {
		const stream = handFed()
		const { result, onFinished } = begin(started(stream))
		act(() => stream.push(planned))
		await waitFor(() =>
			expect(result.current.state).toMatchObject({ kind: "running", progress: { lanes: [{}] } }),
		)
		act(() => stream.push(finished, report))
		await waitFor(() => expect(result.current.state.kind).toBe("finished"))
		expect(onFinished).toHaveBeenCalledExactlyOnceWith(
			runId,
			expect.objectContaining({ schema: "countersign.report/v1" }),
		)
	})

	it("really stops the run and keeps following until it has ended", async () => {
		const stream = handFed()
		const { result, stopRun } = begin(started(stream))
		act(() => stream.push(planned))
		await waitFor(() => expect(result.current.state.kind).toBe("running"))
		act(() => result.current.stop())
		expect(stopRun).toHaveBeenCalledExactlyOnceWith(runId)
		expect(result.current.state).toMatchObject({ kind: "running", isStopping: true })
		act(() => stream.push(finished, report))
		await waitFor(() => expect(result.current.state.kind).toBe("finished"))
	})

	it("stops the run when the page is left", async () => {
		const stream = handFed()
		const { result, stopRun, unmount } = begin(started(stream))
		act(() => stream.push(planned))
		await waitFor(() => expect(result.current.state.kind).toBe("running"))
		unmount()
		expect(stopRun).toHaveBeenCalledExactlyOnceWith(runId)
	})

	it("stops nothing when the page is left after the end", async () => {
		const stream = handFed()
		const { result, stopRun, unmount } = begin(started(stream))
		act(() => {
			stream.push(planned, finished, report)
			stream.settle("closed")
		})
		await waitFor(() => expect(result.current.state.kind).toBe("finished"))
		await act(async () => {})
		unmount()
		expect(stopRun).not.toHaveBeenCalled()
	})

	it.each(["closed", "broken"] as const)(
		"keeps what arrived when the stream is %s before the end",
		async (how) => {
			const stream = handFed()
			const { result } = begin(started(stream))
			act(() => {
				stream.push(planned)
				stream.settle(how)
			})
			await waitFor(() =>
				expect(result.current.state).toMatchObject({
					kind: "failed",
					text: lostText,
					progress: { lanes: [{}] },
				}),
			)
		},
	)

	it("says so when nothing answers", async () => {
		const { result } = begin(async () => Promise.reject(new TypeError("fetch failed")))
		await waitFor(() =>
			expect(result.current.state).toEqual({
				kind: "failed",
				text: "Countersign did not answer. Is it still running?",
			}),
		)
	})

	it("shows refused settings and dials again when asked", async () => {
		const problems = [{ field: "key", rule: "partial-config", text: "No key.", hint: "Name it." }]
		const { result } = begin(async () => ({ kind: "problems", problems }))
		await waitFor(() => expect(result.current.state).toEqual({ kind: "problems", problems }))
	})

	it("starts one check at a time", async () => {
		const stream = handFed()
		const start = vi.fn(started(stream))
		const { result } = begin(start)
		act(() => result.current.start())
		await waitFor(() => expect(result.current.state.kind).toBe("running"))
		expect(start).toHaveBeenCalledOnce()
	})
})
