// @vitest-environment node
import { describe, expect, it } from "vitest"
import type { CaptureEvent } from "./capture-messages.tsx"
import { CaptureReader } from "./capture-reader.tsx"
import { captureFile } from "./captured.fixture.tsx"
import { holdsKeyLog, sortFiles } from "./given-files.tsx"

async function open(file: File, keyLogs: readonly Blob[] = []) {
	const events: CaptureEvent[] = []
	const reader = new CaptureReader(file, keyLogs, (event) => events.push(event))
	await reader.read()
	return { events, reader }
}

const rowsOf = (events: readonly CaptureEvent[]) =>
	events.flatMap((event) => ("rows" in event ? event.rows : []))

describe("CaptureReader", () => {
	it("tells every connection once, and sums the file up", async () => {
		const { events } = await open(
			captureFile([
				["/a.B/C", "0"],
				["/a.B/D", "16"],
			]),
		)
		expect(rowsOf(events).map(({ index, verdict }) => [index, verdict])).toEqual([
			[0, "ok"],
			[1, "broken"],
		])
		expect(events.at(-1)).toMatchObject({ kind: "read", summary: { format: "pcap", connections: 2 } })
	})

	it("shows one connection whole", async () => {
		const { events, reader } = await open(
			captureFile([
				["/a.B/C", "0"],
				["/a.B/D", "16"],
			]),
		)
		await reader.show(1)
		expect(events.at(-1)).toMatchObject({
			kind: "connection",
			captured: { index: 1, application: { http2: { calls: [{ path: "/a.B/D" }] } } },
		})
	})

	it("says that a connection is not there", async () => {
		const { events, reader } = await open(captureFile([["/a.B/C", "0"]]))
		await reader.show(7)
		expect(events.slice(-2)).toEqual([
			{ kind: "searching", index: 7 },
			{ kind: "missing", index: 7 },
		])
	})

	it("says why a file is no capture", async () => {
		const { events } = await open(new File(["some text that is no capture"], "x.pcap"))
		expect(events.at(-1)).toEqual({ kind: "failed", text: "the file is neither pcap nor pcapng" })
	})

	it("stops where it is told to, and keeps what it has", async () => {
		const events: CaptureEvent[] = []
		const reader = new CaptureReader(captureFile([["/a.B/C", "0"]]), [], (event) => events.push(event))
		reader.stop()
		await reader.read()
		expect(events.at(-1)?.kind).not.toBe("read")
	})
})

describe("sortFiles", () => {
	const keyLog = new File([`CLIENT_RANDOM ${"ab".repeat(32)} ${"cd".repeat(48)}\n`], "keys.txt")

	it("tells key logs from captures by what they hold", async () => {
		const capture = captureFile([["/a.B/C", "0"]])
		expect(await sortFiles([keyLog, capture])).toEqual({ captures: [capture], keyLogs: [keyLog] })
	})

	it("knows a key log that begins with a comment, and text that is none", async () => {
		expect(await holdsKeyLog(new Blob(["# SSL/TLS secrets log file\n"]))).toBe(true)
		expect(await holdsKeyLog(new Blob(["hello"]))).toBe(false)
	})
})
