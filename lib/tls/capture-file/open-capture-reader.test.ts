import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import type { Side } from "../capture.ts"
import { nodePrimitives } from "../node/primitives.ts"
import { ascii, hex } from "../wire/bytes.fixture.ts"
import { openCaptureReader } from "./open-capture-reader.ts"
import { ipv4, ipv6, link, pcap, read, type Segment, type SunkConnection } from "./packets.fixture.ts"

const macs = "020000000001020000000002"

const links: readonly (readonly [
	what: string,
	linkType: number,
	wrap: (ip: Uint8Array) => Uint8Array,
	ip: (segment: Segment) => Uint8Array,
])[] = [
	["Ethernet, IPv4", 1, link(`${macs}0800`), ipv4],
	["Ethernet, IPv6 with an option", 1, link(`${macs}86dd`), ipv6],
	["Ethernet with a VLAN tag", 1, link(`${macs}810000050800`), ipv4],
	["Ethernet with two VLAN tags", 1, link(`${macs}88a80005810000060800`), ipv4],
	["Ethernet with PPPoE", 1, link(`${macs}8864 1100 0001 0040 0021`), ipv4],
	["Linux cooked", 113, link("0000000100060200000000010000 0800"), ipv4],
	["Linux cooked with a VLAN tag", 113, link("0000000100060200000000010000 8100 0005 86dd"), ipv6],
	["Linux cooked, version 2", 276, link("08000000000000010001 0006 0200000000010000"), ipv4],
	["BSD loopback", 0, link("02000000"), ipv4],
	["OpenBSD loopback", 108, link("00000018"), ipv6],
	["PPP", 9, link("ff030021"), ipv4],
	["raw IP", 101, (ip) => ip, ipv6],
	["raw IPv4", 228, (ip) => ip, ipv4],
	["raw IPv6", 229, (ip) => ip, ipv6],
]

const text = (connection: SunkConnection | undefined, side: Side) =>
	Buffer.from(connection?.sunk[side] ?? "", "hex").toString()

describe("packets are unwrapped", () => {
	test.each(links)("%s", (_what, linkType, wrap, ip) => {
		const segments: Segment[] = [
			{ from: "client", sequence: 9, flags: 0x02 },
			{ from: "server", sequence: 99, flags: 0x12, acknowledged: 10 },
			{ from: "client", sequence: 10, data: "ping" },
			{ from: "server", sequence: 100, data: "pong" },
		]
		const packets = segments.map((segment) => wrap(ip(segment)))
		const { summary, connections } = read(pcap(linkType, packets))
		expect(summary).toMatchObject({ format: "pcap", packets: 4, connections: 1, problems: [] })
		expect(connections).toMatchObject([
			{
				client: { port: 40_000 },
				server: { port: 443 },
				index: 0,
				startedAt: "2023-11-14T22:13:20.000Z",
				durationMs: 3,
				isWhole: true,
				bytes: { client: 4, server: 4 },
				head: { client: ascii("ping"), server: ascii("pong") },
				transcript: { notTls: { from: "server", firstBytes: "706f6e67" } },
				problems: [],
			},
		])
		expect([text(connections[0], "client"), text(connections[0], "server")]).toEqual(["ping", "pong"])
	})

	test("a link that is not read is named once", () => {
		const packet = ipv4({ from: "client", sequence: 1, data: "a" })
		expect(read(pcap(105, [packet, packet])).summary).toMatchObject({
			packets: 2,
			connections: 0,
			problems: ["packets of link type 105 are not read"],
		})
	})

	test("padding behind the packet is no data", () => {
		const packet = concatBytes([ipv4({ from: "client", sequence: 1, data: "abc" }), new Uint8Array(9)])
		expect(read(pcap(101, [packet])).connections[0]?.bytes.client).toBe(3)
	})

	test("an IP length of 0, which segmentation offload leaves, is the length that was captured", () => {
		const packet = ipv4({ from: "client", sequence: 1, data: "abcdef" })
		packet.fill(0, 2, 4)
		expect(text(read(pcap(101, [packet])).connections[0], "client")).toBe("abcdef")
	})

	test("options of IPv4 and TCP are passed over", () => {
		const packet = ipv4({ from: "client", sequence: 1, bytes: concatBytes([hex("01010101"), ascii("abc")]) })
		packet[32] = 0x60
		const options = concatBytes([packet.subarray(0, 20), hex("01010101"), packet.subarray(20)])
		options[0] = 0x46
		options[3] = options.length
		expect(text(read(pcap(101, [options])).connections[0], "client")).toBe("abc")
	})

	test("fragments of IP are named and passed over", () => {
		const packet = ipv4({ from: "client", sequence: 1, data: "abc" })
		packet[6] = 0x20
		expect(read(pcap(101, [packet])).summary.problems).toEqual(["fragments of IP packets are not joined"])
	})
})

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
