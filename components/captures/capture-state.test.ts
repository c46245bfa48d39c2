import { describe, expect, it } from "vitest"
import { captureFacts } from "./capture-facts.tsx"
import { foldCaptureEvent, openedFile, reopenedFile } from "./capture-state.tsx"
import { row } from "./captured.fixture.tsx"
import { findRows } from "./find-rows.tsx"

const summary = {
	format: "pcap",
	bytes: 1_000,
	packets: 12,
	connections: 2,
	embeddedKeyLogLines: 0,
	problems: [],
} as const

describe("an opened file", () => {
	it("collects rows as they come and says how far it is", () => {
		const opened = openedFile("x.pcap", 2_000_000)
		const half = foldCaptureEvent(opened, { kind: "progress", bytes: 1_000_000, rows: [row(0)] })
		const all = foldCaptureEvent(half, { kind: "read", summary, rows: [row(1)] })
		expect(captureFacts(half, 0)).toMatchObject({
			percent: 50,
			text: "reading 1.0 MB of 2.0 MB · 1 connection",
		})
		expect(all.rows.map(({ index }) => index)).toEqual([0, 1])
		expect(captureFacts(all, 1).text).toBe("pcap, 2.0 MB · 12 packets · 2 connections, 1 key log")
		expect(opened.rows).toEqual([])
	})

	it("keeps what is known while the file is read again, and then shows the new", () => {
		const before = foldCaptureEvent(openedFile("x.pcap", 2_000), {
			kind: "read",
			summary,
			rows: [row(0), row(1)],
		})
		const opened = row(0, { sentence: "Opened by the key log." })
		const during = foldCaptureEvent(reopenedFile(before), { kind: "progress", bytes: 1_000, rows: [opened] })
		expect(during.rows).toEqual(before.rows)
		expect(captureFacts(during, 1).text).toContain("1 connection")
		expect(foldCaptureEvent(during, { kind: "read", summary, rows: [row(1)] }).rows).toEqual([opened, row(1)])
		expect(foldCaptureEvent(during, { kind: "stopped", rows: [] }).rows).toEqual([opened, row(1)])
		expect(foldCaptureEvent(during, { kind: "failed", text: "lost" }).rows).toEqual(before.rows)
	})

	it("says that a key log belongs to other connections, and how many it opens where it fits", () => {
		const opened = openedFile("x.pcap", 2_000)
		const read = (sessions: number, found: number) =>
			captureFacts(
				foldCaptureEvent(opened, { kind: "read", summary, rows: [], match: { sessions, found } }),
				1,
			)
		expect(read(1_200, 0).mismatch).toMatch(/^The key log holds secrets of 1,200 connections, and none/)
		expect(read(1, 0).mismatch).toMatch(/one connection, which is not in this capture/)
		expect(read(0, 0).mismatch).toMatch(/holds no secret/)
		expect(read(5, 2).mismatch).toBeUndefined()
		expect(read(5, 2).text).toContain("1 key log with the secrets of 2 of them")
	})

	it("says what is wrong with a file and what to do", () => {
		const failed = foldCaptureEvent(openedFile("x", 10), {
			kind: "failed",
			text: "the file is neither pcap nor pcapng",
		})
		expect(captureFacts(failed, 0).failure).toBe(
			"This file cannot be read: the file is neither pcap nor pcapng. Give a capture as tcpdump, dumpcap or Wireshark write it.",
		)
	})
})

describe("findRows", () => {
	const rows = [
		row(0),
		row(1, { verdict: "broken", sentence: "The server requires a client certificate." }),
		row(2, { verdict: "unknown" }),
		row(3, { isJudged: false, protocol: "other", verdict: "unknown" }),
	]
	const all = { text: "", isProblemsOnly: false, withOthers: false }

	it("puts problems first and leaves other protocols out", () => {
		expect(findRows(rows, all)).toMatchObject({ total: 4, problems: 1, others: 1 })
		expect(findRows(rows, all).rows.map(({ index }) => index)).toEqual([1, 2, 0])
	})

	it("finds every word anywhere in a row", () => {
		expect(findRows(rows, { ...all, text: "API.test  client" }).rows.map(({ index }) => index)).toEqual([1])
		expect(findRows(rows, { ...all, text: "#2" }).rows.map(({ index }) => index)).toEqual([2])
	})

	it("shows other protocols on demand, and where there is nothing else", () => {
		expect(findRows(rows, { ...all, withOthers: true }).rows.map(({ index }) => index)).toEqual([1, 2, 0, 3])
		expect(findRows(rows.slice(3), all).rows).toHaveLength(1)
	})
})
