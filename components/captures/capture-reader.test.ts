// @vitest-environment node
import { describe, expect, it } from "vitest"
import type { CaptureEvent } from "./capture-messages.tsx"
import { CaptureReader } from "./capture-reader.tsx"
import { captureFile, pcapngFile, tlsFile, tlsFileRandom } from "./captured.fixture.tsx"
import { sortFiles } from "./given-files.tsx"

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

	it("says that an empty file is empty", async () => {
		const { events } = await open(new File([], "x.pcap"))
		expect(events).toEqual([{ kind: "failed", text: "the file is empty" }])
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
		expect(await sortFiles([keyLog, capture])).toEqual({
			captures: [capture],
			keyLogs: [keyLog],
			unknown: [],
		})
	})

	it("takes a capture that carries secrets at its very beginning for a capture", async () => {
		const file = pcapngFile(await keyLog.text())
		expect((await sortFiles([file])).captures).toEqual([file])
	})

	it("knows a key log that begins with a comment, and says what other files are", async () => {
		const commented = new File(["# SSL/TLS secrets log file\n"], "keys")
		const others = [
			new File([], "empty.log"),
			new File(["hello"], "hello.txt"),
			new File([new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0, 0])], "x.pcap.zst"),
		]
		const { keyLogs, unknown } = await sortFiles([commented, ...others])
		expect(keyLogs).toEqual([commented])
		expect(unknown.map(({ what }) => what)).toEqual([
			"is empty",
			"is neither a capture nor a key log",
			"is compressed by zstd and has to be unpacked first",
		])
	})
})

describe("a key log beside a capture", () => {
	const line = (random: string) => `CLIENT_RANDOM ${random} ${"cd".repeat(48)}\n`
	const read = async (text: string) => {
		const { events } = await open(tlsFile(), [new Blob([text])])
		const last = events.at(-1)
		return last?.kind === "read" ? last.match : undefined
	}

	it("is told to be of other connections", async () => {
		expect(await read(line("ab".repeat(32)) + line("ac".repeat(32)))).toEqual({ sessions: 2, found: 0 })
	})

	it("is counted by the connections that it opens, whatever their case", async () => {
		expect(await read(line(tlsFileRandom.toUpperCase()) + line("ac".repeat(32)))).toEqual({
			sessions: 2,
			found: 1,
		})
	})

	it("is said to hold nothing where it is only comments", async () => {
		expect(await read("# keys\n")).toEqual({ sessions: 0, found: 0 })
	})
})
