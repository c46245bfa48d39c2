import { cleanup, render, screen, within } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { ProbeEvent } from "#probe/events"
import { exampleRun, phasesOf } from "./example-run.fixture.tsx"
import { laneRow } from "./lane-row.tsx"
import { Lanes } from "./lanes.tsx"
import { foldProbeEvent, progressOfRun, type RunProgress } from "./live-run.tsx"

afterEach(cleanup)

function show(progress: RunProgress, isLive = false) {
	const onChoose = vi.fn()
	const view = render(
		<Lanes rows={progress.lanes.map(laneRow)} chosen="tls" onChoose={onChoose} isLive={isLive} />,
	)
	return { onChoose, ...view }
}

const lane = (name: RegExp) => screen.getByRole("button", { name })
const row = (posture: string) => {
	const found = document.querySelector<HTMLElement>(`[data-posture="${posture}"]`)
	if (found === null) throw new Error(`no lane ${posture}`)
	return found
}

describe("Lanes", () => {
	it("shows every mode with its reason in words", () => {
		show(progressOfRun(exampleRun))
		expect(screen.getAllByRole("listitem")).toHaveLength(6)
		expect(
			within(row("tls")).getByText("The server refused with alert certificate_required (116)."),
		).toBeDefined()
		expect(within(row("mtls")).getByText(/bring no client certificate/)).toBeDefined()
	})

	it("puts the reason into the column right after the place where the lane stopped", () => {
		show(progressOfRun(exampleRun))
		const column = (posture: string) => within(row(posture)).getByRole("paragraph").style.gridColumn
		expect([column("tls"), column("plaintext"), column("spiffe"), column("mtls")]).toEqual([
			"6 / -1",
			"7 / -1",
			"8 / -1",
			"2 / -1",
		])
	})

	it("says in the name of the lane what its dots say", () => {
		show(progressOfRun(exampleRun))
		expect(
			lane(/^TLS your setting : refused\. name 0\.42 ms, TCP 0\.31 ms, TLS 4\.6 ms, stopped at quiet 155 ms/),
		).toBeDefined()
	})

	it("fills while it happens", () => {
		const [dns] = phasesOf([["dns", 0.4]])
		const events: readonly ProbeEvent[] = [
			{
				kind: "planned",
				target: "localhost:9091",
				timeoutMs: 5_000,
				lanes: [{ posture: "tls", configured: true }],
			},
			{ kind: "phase-started", posture: "tls", phase: "dns", t: 0 },
			...(dns === undefined ? [] : [{ kind: "phase-ended", posture: "tls", phase: dns } as const]),
			{ kind: "phase-started", posture: "tls", phase: "tcp", t: 0.4 },
		]
		let progress: RunProgress | undefined
		const seen = events.map((event) => {
			cleanup()
			progress = foldProbeEvent(progress, event)
			if (progress !== undefined) show(progress, true)
			return screen.getByRole("button").textContent?.replace(/\s+/g, " ").trim()
		})
		expect(seen).toEqual([
			"TLSyour setting: waiting.",
			"TLSyour setting: running. name is running",
			"TLSyour setting: running. name 0.40 ms",
			"TLSyour setting: running. name 0.40 ms, TCP is running",
		])
		expect(document.querySelectorAll("[data-running]")).toHaveLength(1)
	})

	it("moves nothing on a run that is over", () => {
		show(progressOfRun(exampleRun))
		expect(document.querySelectorAll("[data-running]")).toHaveLength(0)
	})

	it("walks through the lanes with the arrow keys and opens one with Enter", async () => {
		const user = userEvent.setup()
		const { onChoose } = show(progressOfRun(exampleRun))
		await user.tab()
		expect(document.activeElement).toBe(lane(/^TLS your setting/))
		await user.keyboard("{ArrowDown}{ArrowDown}{Enter}")
		expect(onChoose).toHaveBeenCalledExactlyOnceWith("mtls")
		await user.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{Enter}")
		expect(onChoose).toHaveBeenLastCalledWith("plaintext")
	})
})
