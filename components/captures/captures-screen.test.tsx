import { act, cleanup, render, screen, within } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import { concatBytes } from "#base/bytes"
import { call, emptySettings, preface } from "#grpc/h2/frames.fixture"
import type { CapturedRun } from "#report/captured-run"
import { readFlows } from "#report/read-flows"
import { portablePrimitives } from "#tls/portable-primitives"
import type { CaptureEvent, CaptureRequest } from "./capture-messages.tsx"
import { row } from "./captured.fixture.tsx"
import { CapturesScreen } from "./captures-screen.tsx"
import type { CaptureWorker } from "./use-capture.tsx"

afterEach(cleanup)

let captured: CapturedRun | undefined

beforeAll(async () => {
	const { request, answer } = call(1, "/pkg.Service/Do", "5")
	captured = await readFlows(
		{ client: concatBytes([preface, emptySettings, request]), server: concatBytes([emptySettings, answer]) },
		[],
		portablePrimitives,
	)
})

/** A worker that does nothing by itself. */
function fakeWorker() {
	const asked: CaptureRequest[] = []
	const worker: CaptureWorker = {
		postMessage: (request) => asked.push(request),
		terminate: vi.fn(),
		onmessage: null,
		onerror: null,
	}
	const tell = (event: CaptureEvent) =>
		act(() => worker.onmessage?.(new MessageEvent<CaptureEvent>("message", { data: event })))
	return { worker, asked, tell }
}

async function open(name = "incident.pcap") {
	const fake = fakeWorker()
	render(<CapturesScreen startWorker={() => fake.worker} />)
	const user = userEvent.setup()
	await user.upload(screen.getByLabelText("Capture and key log files"), new File(["bytes"], name))
	await vi.waitFor(() => expect(fake.asked).toHaveLength(1))
	return { ...fake, user }
}

const summary = {
	format: "pcap",
	bytes: 5,
	packets: 9,
	connections: 2,
	embeddedKeyLogLines: 0,
	problems: ["truncated: the file ends inside a packet"],
} as const

describe("CapturesScreen", () => {
	it("says where to drop a file and that it stays in the browser", () => {
		render(<CapturesScreen startWorker={() => fakeWorker().worker} />)
		expect(screen.getByText(/never leaves this browser/)).toBeDefined()
		expect(screen.getByText(/Drop a capture here/)).toBeDefined()
		expect(screen.getByRole("button", { name: "Choose files" })).toBeDefined()
	})

	it("shows progress, and stops on demand", async () => {
		const { asked, tell, user } = await open()
		tell({ kind: "progress", bytes: 2, rows: [] })
		expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40")
		await user.click(screen.getByRole("button", { name: "Stop" }))
		expect(asked.at(-1)).toEqual({ kind: "stop" })
	})

	it("asks for the most urgent connection by itself, and shows its verdict and calls", async () => {
		const { asked, tell, user } = await open()
		tell({ kind: "read", summary, rows: [row(1), row(0, { verdict: "broken" })] })
		expect(asked.at(-1)).toEqual({ kind: "show", index: 0 })
		expect(screen.getByText(/Not read: truncated/)).toBeDefined()
		if (captured === undefined) throw new Error("no connection was made")
		tell({ kind: "connection", captured })
		const article = screen.getByRole("article", { name: "Connection 0" })
		expect(within(article).getByRole("region", { name: "Verdict" }).textContent).toContain("plaintext HTTP/2")
		expect(within(article).getByRole("tab", { name: /Calls/ }).getAttribute("aria-selected")).toBe("true")
		expect(within(article).getByText("NOT_FOUND")).toBeDefined()
		await user.click(within(article).getByRole("tab", { name: /Findings/ }))
		expect(within(article).getByText("works-as-configured")).toBeDefined()
	})

	it("filters the list", async () => {
		const { tell, user } = await open()
		tell({ kind: "read", summary, rows: [row(1), row(2, { sentence: "The client refused." })] })
		await user.type(screen.getByLabelText("Filter connections"), "refused")
		await vi.waitFor(() => expect(screen.getByText("1 of 2")).toBeDefined())
	})

	it("says why a file cannot be read", async () => {
		const { tell } = await open("notes.txt")
		tell({ kind: "failed", text: "the file is neither pcap nor pcapng" })
		expect(screen.getByRole("alert").textContent).toMatch(/cannot be read.*tcpdump/)
	})

	it("says so where the file holds no connection", async () => {
		const { tell } = await open()
		tell({ kind: "read", summary: { ...summary, connections: 0 }, rows: [] })
		expect(screen.getByText("No TCP connection is in this file.")).toBeDefined()
	})

	it("reads again with a key log that is pasted", async () => {
		const { asked, tell, user } = await open()
		tell({ kind: "read", summary, rows: [row(0)] })
		await user.click(screen.getByRole("button", { name: "Add a key log" }))
		await user.type(screen.getByLabelText(/Lines of a key log/), "CLIENT_RANDOM 00 00")
		await user.click(screen.getByRole("button", { name: "Read again with it" }))
		const last = asked.at(-1)
		expect(last?.kind === "read" ? last.keyLogs.length : 0).toBe(1)
	})

	it("keeps the list and the chosen connection on screen while it reads again", async () => {
		const { asked, tell, user } = await open()
		const rows = [row(0), row(1, { verdict: "broken" })]
		tell({ kind: "read", summary, rows })
		await user.click(screen.getByRole("button", { name: "Add a key log" }))
		await user.type(screen.getByLabelText(/Lines of a key log/), "CLIENT_RANDOM 00 00")
		await user.click(screen.getByRole("button", { name: "Read again with it" }))
		expect(asked.at(-1)?.kind).toBe("read")
		expect(screen.getByText("2 of 2")).toBeDefined()
		tell({ kind: "read", summary, rows, match: { sessions: 3, found: 0 } })
		expect(asked.at(-1)).toEqual({ kind: "show", index: 1 })
		expect(screen.getByText(/secrets of 3 connections, and none of them/)).toBeDefined()
	})

	it("takes files that are dropped beside the middle of the page", async () => {
		const fake = fakeWorker()
		render(<CapturesScreen startWorker={() => fake.worker} />)
		const file = new File(["bytes"], "dropped.pcap")
		const drop = Object.assign(new Event("drop", { bubbles: true, cancelable: true }), {
			dataTransfer: { types: ["Files"], files: [file] },
		})
		act(() => document.body.dispatchEvent(drop))
		await vi.waitFor(() => expect(fake.asked).toEqual([{ kind: "read", file, keyLogs: [] }]))
		expect(drop.defaultPrevented).toBe(true)
	})

	it("puts everything away when the file is closed", async () => {
		const { worker, tell, user } = await open()
		tell({ kind: "read", summary, rows: [row(0)] })
		await user.click(screen.getByRole("button", { name: "Close" }))
		expect(worker.terminate).toHaveBeenCalled()
		expect(screen.getByText(/Drop a capture here/)).toBeDefined()
	})
})
