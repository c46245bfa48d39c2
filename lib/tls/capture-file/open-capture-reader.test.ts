import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import type { Side } from "../capture.ts"
import { nodePrimitives } from "../node/primitives.ts"
import { ascii, hex } from "../wire/bytes.fixture.ts"
import { openCaptureReader } from "./open-capture-reader.ts"
import { ipv4, pcap, read, type Segment, type SunkConnection } from "./packets.fixture.ts"

const text = (connection: SunkConnection | undefined, side: Side) =>
	Buffer.from(connection?.sunk[side] ?? "", "hex").toString()

const readSegments = (segments: readonly Segment[]) => read(pcap(101, segments.map(ipv4)))

const one = (segments: readonly Segment[]) => {
	const [connection, ...others] = readSegments(segments).connections
	expect(others).toEqual([])
	if (connection === undefined) throw new Error("no connection")
	return connection
}

const abc: Segment = { from: "client", sequence: 1, data: "abc" }
const def: Segment = { from: "client", sequence: 4, data: "def" }
const syn: Segment = { from: "client", sequence: 0, flags: 2 }

describe("segments are put in order", () => {
	const orders: readonly (readonly [what: string, segments: readonly Segment[]])[] = [
		["as sent", [abc, def]],
		["repeated", [abc, abc, def, abc]],
		["repeated with more behind", [abc, { from: "client", sequence: 1, data: "abcdef" }]],
		["overlapping, where the first counts", [abc, { from: "client", sequence: 2, data: "XXdef" }]],
		["out of order", [syn, def, abc]],
		["out of order and overlapping", [syn, { from: "client", sequence: 3, data: "cdef" }, def, abc]],
		["with a keep-alive between", [abc, { from: "client", sequence: 3, data: "Z" }, def]],
		["with data in its SYN", [{ ...syn, data: "abc" }, abc, def]],
		[
			"across the end of the numbers",
			[
				{ from: "client", sequence: 0xffff_fffe, data: "abc" },
				{ from: "client", sequence: 1, data: "def" },
			],
		],
	]
	test.each(orders)("%s", (_what, segments) => {
		expect(text(one(segments), "client")).toBe("abcdef")
		expect(one(segments).bytes.client).toBe(6)
		expect(one(segments).problems).toEqual([])
	})

	test("an answer waits for the question that it acknowledges", () => {
		const order: Side[] = []
		const reader = openCaptureReader({
			primitives: nodePrimitives,
			keyLog: [],
			openSink: () => ({ push: (_t, from) => order.push(from) }),
			onConnection: () => undefined,
		})
		const segments: Segment[] = [
			syn,
			{ from: "server", sequence: 9, flags: 0x12, acknowledged: 1 },
			{ from: "server", sequence: 10, data: "answer", acknowledged: 4 },
			{ ...abc, acknowledged: 10 },
		]
		reader.push(pcap(101, segments.map(ipv4)))
		reader.end()
		expect(order).toEqual(["client", "server"])
	})

	test("a missing segment is a problem, and nothing behind it is made up", () => {
		const connection = one([abc, { from: "client", sequence: 7, data: "xyz" }])
		expect(text(connection, "client")).toBe("abc")
		expect(connection.problems).toEqual(["segments of the client are missing from the capture"])
		expect(connection.bytes.client).toBe(6)
	})

	test("a packet that was captured only in part is a problem, and what follows is counted", () => {
		const cut = ipv4({ from: "client", sequence: 1, data: "abcdef" })
		const file = pcap(101, [cut, ipv4({ from: "client", sequence: 7, data: "xyz" })])
		// The second packet header says what was captured: two bytes less than there were on the wire.
		const shortened = concatBytes([
			file.subarray(0, 24 + 8),
			hex(`000000${(cut.length - 2).toString(16)}`),
			file.subarray(24 + 12, 24 + 16 + cut.length - 2),
			file.subarray(24 + 16 + cut.length),
		])
		const [connection] = read(shortened).connections
		expect(text(connection, "client")).toBe("abcd")
		expect(connection?.bytes.client).toBe(7)
		expect(connection?.problems).toEqual(["packets of the client were captured only in part"])
	})

	test("FIN and RST become marks of the side that sent them", () => {
		const connection = one([
			{ from: "client", sequence: 1, data: "a" },
			{ from: "server", sequence: 1, flags: 0x11 },
			{ from: "server", sequence: 2, flags: 0x04 },
			{ from: "server", sequence: 2, flags: 0x04 },
		])
		expect(connection.marks.map((mark) => mark.kind)).toEqual(["server-fin", "server-reset"])
	})
})

describe("connections are told apart", () => {
	test("the same ports used again are another connection", () => {
		const { connections } = readSegments([
			syn,
			{ from: "client", sequence: 1, data: "one" },
			{ from: "client", sequence: 500, flags: 2 },
			{ from: "client", sequence: 501, data: "two" },
		])
		expect(connections.map((connection) => text(connection, "client"))).toEqual(["one", "two"])
		expect(connections.map(({ index }) => index)).toEqual([0, 1])
	})

	test("a repeated SYN and a late repeat of what was over begin none", () => {
		const over: Segment[] = [
			syn,
			syn,
			abc,
			{ from: "server", sequence: 5, flags: 0x11, acknowledged: 4 },
			{ from: "client", sequence: 4, flags: 0x11, acknowledged: 6 },
		]
		const others = Array.from(
			{ length: 1_200 },
			(_, index): Segment => ({ ...abc, port: 1_000 + (index % 3) }),
		)
		const { connections } = readSegments([...over, ...others, abc, syn])
		expect(connections).toHaveLength(4)
		expect(connections[0]).toMatchObject({ bytes: { client: 3 }, isWhole: false })
	})

	test("who sent a ServerHello is the server, whatever came first", () => {
		const hello = hex("160303004a02000046")
		const connection = one([{ from: "server", sequence: 1, bytes: hello }])
		expect(connection).toMatchObject({
			server: { port: 443 },
			isWhole: false,
			bytes: { client: 0, server: 9 },
		})
	})

	test("a SYN that nobody answered is whole; a server that was heard and not captured is missing", () => {
		expect(one([syn])).toMatchObject({ isWhole: true, bytes: { client: 0 } })
		expect(one([syn, { ...abc, acknowledged: 7 }])).toMatchObject({ isWhole: false })
	})

	test("a refused SYN is a connection with a reset", () => {
		const connection = one([syn, { from: "server", sequence: 0, flags: 0x14, acknowledged: 1 }])
		expect(connection.marks).toEqual([{ t: 1, kind: "server-reset" }])
		expect(connection.isWhole).toBe(true)
	})

	test("records are found where the capture begins inside a stream", () => {
		const connection = one([
			{ from: "server", sequence: 1, bytes: hex("a3a3a3a3a3a3") },
			{ from: "server", sequence: 7, bytes: hex("15030300020230") },
		])
		expect(connection.transcript.notTls).toBeUndefined()
		expect(connection.problems).toEqual(["the capture begins inside what the server sent"])
		expect(connection.transcript.alerts).toMatchObject([{ description: "unknown_ca" }])
	})
})

describe("a file that is no capture", () => {
	test.each([
		["nothing", new Uint8Array(0), "unknown-format", "neither pcap nor pcapng"],
		["text", ascii("not a capture at all, just text"), "unknown-format", "neither pcap nor pcapng"],
		["gzip", hex("1f8b080000000000"), "compressed", "by gzip"],
		["zstd", hex("28b52ffd0000"), "compressed", "by zstd"],
		["xz", hex("fd377a585a00"), "compressed", "by xz"],
	])("%s is refused by name", (_what, bytes, kind, words) => {
		for (const step of [1, 100]) {
			const reader = openCaptureReader({
				primitives: nodePrimitives,
				keyLog: [],
				onConnection: () => undefined,
			})
			for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step))
			const end = reader.end()
			expect(end).toMatchObject({ ok: false, error: { kind } })
			expect(end.ok ? "" : end.error.text).toContain(words)
		}
	})

	test("a capture cut anywhere yields what came before, and says that it is cut", () => {
		const whole = pcap(101, [ipv4(abc), ipv4(def)])
		const cut = read(whole.subarray(0, whole.length - 2))
		expect(text(cut.connections[0], "client")).toBe("abc")
		expect(cut.summary.problems).toEqual(["truncated: the file ends inside a packet of 43 bytes"])
		const header = read(whole.subarray(0, 24 + 9))
		expect(header.summary.problems).toEqual(["truncated: the file ends inside the header of a packet"])
	})

	test("a packet of absurd length ends the reading by name", () => {
		const file = pcap(101, [ipv4(abc), ipv4(def)])
		file.fill(0xff, 24 + 16 + 43 + 8, 24 + 16 + 43 + 12)
		const { summary, connections } = read(file)
		expect(text(connections[0], "client")).toBe("abc")
		expect(summary.problems).toEqual([
			"invalid: a packet announces 4294967295 bytes, at most 1048576 are read; the file is not read further",
		])
	})
})
