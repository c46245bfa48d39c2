import { describe, expect, it } from "vitest"
import { takeFiles } from "./take-files.tsx"

const capture = new File(["capture"], "incident.pcap")
const second = new File(["capture"], "second.pcap")
const keyLog = new File(["keys"], "keys.log")
const stray = { file: new File(["notes"], "notes.txt"), what: "is neither a capture nor a key log" }
const nothing = { captures: [], keyLogs: [], unknown: [] }
const closed = { keyLogs: [] }

describe("takeFiles", () => {
	it("keeps a key log that comes before its capture", () => {
		const waiting = takeFiles(closed, { ...nothing, keyLogs: [keyLog] })
		expect(waiting).toMatchObject({
			keyLogs: [keyLog],
			isToRead: false,
			note: expect.stringContaining("Now open the capture"),
		})
		expect(takeFiles(waiting, { ...nothing, captures: [capture] })).toEqual({
			capture,
			keyLogs: [keyLog],
			isToRead: true,
		})
	})

	it("reads the open capture again with a key log that comes later, and once only", () => {
		const open = takeFiles({ capture, keyLogs: [] }, { ...nothing, keyLogs: [keyLog] })
		expect(open).toEqual({ capture, keyLogs: [keyLog], isToRead: true })
		expect(takeFiles(open, { ...nothing, keyLogs: [keyLog] }).isToRead).toBe(false)
	})

	it("does not give up an open capture for a file that is none", () => {
		expect(takeFiles({ capture, keyLogs: [] }, { ...nothing, unknown: [stray] })).toEqual({
			capture,
			keyLogs: [],
			isToRead: false,
			note: "notes.txt is neither a capture nor a key log.",
		})
	})

	it("has such a file read where nothing else is there, so that it is said what is wrong", () => {
		expect(takeFiles(closed, { ...nothing, unknown: [stray] })).toEqual({
			capture: stray.file,
			keyLogs: [],
			isToRead: true,
		})
	})

	it("opens the first of several captures, and says which are not", () => {
		expect(takeFiles(closed, { ...nothing, captures: [capture, second] })).toMatchObject({
			capture,
			note: "One capture at a time: incident.pcap is opened, second.pcap is not.",
		})
	})
})
