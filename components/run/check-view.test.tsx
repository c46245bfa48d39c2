import { cleanup, render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { NuqsTestingAdapter } from "nuqs/adapters/testing"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { CheckState } from "./check-state.tsx"
import { CheckView } from "./check-view.tsx"
import { exampleReport, exampleRun } from "./example-run.fixture.tsx"
import { progressOfRun } from "./live-run.tsx"

afterEach(cleanup)

const stored = { runId: "r0", run: exampleRun, report: exampleReport }
const problem = { field: "key", rule: "partial-config", text: "There is no key.", hint: "Add it." }

function show(state: CheckState, over: Partial<Parameters<typeof CheckView>[0]> = {}, search = "") {
	const onStop = vi.fn()
	render(
		<NuqsTestingAdapter searchParams={search} hasMemory>
			<CheckView state={state} stored={stored} onStop={onStop} empty={<p>Not checked yet.</p>} {...over} />
		</NuqsTestingAdapter>,
	)
	return { onStop }
}

describe("CheckView", () => {
	it("gives the answer first, and says it to screen readers", () => {
		show({ kind: "idle" })
		expect(screen.getByRole("status").textContent).toContain(
			"This server requires a client certificate. Your settings send none.",
		)
		expect(
			screen.getByText("permguard --tls-cert-file client.pem --tls-key-file client-key.pem"),
		).toBeDefined()
	})

	it("says what to do where nothing was ever checked", () => {
		show({ kind: "idle" }, { stored: undefined })
		expect(screen.getByText("Not checked yet.")).toBeDefined()
	})

	it("shows what a running check waits for and stops it on request", async () => {
		const progress = progressOfRun(exampleRun)
		const lanes = progress.lanes.map((lane) =>
			lane.posture === "tls"
				? {
						posture: lane.posture,
						configured: true,
						phases: [],
						running: "tls" as const,
						transcript: [],
						uncounted: 0,
					}
				: lane,
		)
		const { onStop } = show({
			kind: "running",
			runId: "r1",
			isStopping: false,
			progress: { target: progress.target, timeoutMs: 5_000, lanes },
			plannedAt: performance.now(),
		})
		expect(screen.getByText(/Waiting for TLS \(TLS\)\./).textContent).toMatch(/At most 5 s more\./)
		await userEvent.click(screen.getByRole("button", { name: "Stop" }))
		expect(onStop).toHaveBeenCalledOnce()
	})

	it("keeps what arrived when the server is gone, and says so", () => {
		show({ kind: "failed", text: "The connection was lost.", progress: progressOfRun(exampleRun) })
		expect(screen.getByRole("alert").textContent).toBe("The connection was lost.")
		expect(screen.getByRole("list", { name: "Modes" }).children).toHaveLength(6)
	})

	it("keeps the stored run on screen when a new check could not begin", () => {
		show({ kind: "failed", text: "8 checks run already." })
		expect(screen.getByRole("alert").textContent).toBe("8 checks run already.")
		expect(screen.getByRole("list", { name: "Modes" })).toBeDefined()
	})

	it("lists refused settings, leaving out what the page shows at its own fields", () => {
		show(
			{ kind: "problems", problems: [problem, { ...problem, field: "token", text: "Token?" }] },
			{ fields: ["key"] },
		)
		expect(screen.getByText("Token?")).toBeDefined()
		expect(screen.queryByText("There is no key.")).toBeNull()
	})

	it("opens the lane, tab and message that the address names", () => {
		show({ kind: "idle" }, {}, "?lane=spiffe&tab=identity")
		expect(screen.getByRole("tab", { name: "Identity" }).getAttribute("aria-selected")).toBe("true")
		expect(screen.getAllByText("spiffe://lab.example/billing").length).toBeGreaterThan(0)
	})

	it("leads from evidence to the very message", async () => {
		show({ kind: "idle" }, {}, "?tab=findings")
		await userEvent.click(screen.getByRole("button", { name: /Alert certificate_required/ }))
		expect(await screen.findByRole("region", { name: /Bytes of Alert/ })).toBeDefined()
	})

	it("remembers the client that fixes are written for", async () => {
		localStorage.setItem("countersign.client", "go")
		show({ kind: "idle" })
		expect(screen.getByText("tls.LoadX509KeyPair(…)")).toBeDefined()
		localStorage.clear()
	})
})
