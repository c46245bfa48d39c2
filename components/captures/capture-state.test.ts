import { describe, expect, it } from "vitest"
import { captureFacts } from "./capture-facts.tsx"
import { foldCaptureEvent, openedFile } from "./capture-state.tsx"
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
