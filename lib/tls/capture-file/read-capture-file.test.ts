import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import type { Side } from "../capture.ts"
import { ascii, hex } from "../wire/bytes.fixture.ts"
import { bytesOf, ipv4, ipv6, pcap, read, type Segment } from "./packets.fixture.ts"
import { readCaptureFile } from "./read-capture-file.ts"
import type { TcpStream } from "./tcp-stream.ts"

const link = (prefix: string) => (ip: Uint8Array) => concatBytes([hex(prefix), ip])
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
	["Linux cooked", 113, link("000000010006020000000001 0000 0800".replaceAll(" ", "")), ipv4],
	[
		"Linux cooked, version 2",
		276,
		link("08000000000000010001 0006 020000000001 0000".replaceAll(" ", "")),
		ipv4,
	],
	["BSD loopback", 0, link("02000000"), ipv4],
	["raw IP", 101, (ip) => ip, ipv6],
]

describe("packets are unwrapped", () => {
	test.each(links)("%s", (_what, linkType, wrap, ip) => {
		const segments: Segment[] = [
			{ from: "client", sequence: 9, flags: 0x02 },
			{ from: "server", sequence: 99, flags: 0x12 },
			{ from: "client", sequence: 10, data: "ping" },
			{ from: "server", sequence: 100, data: "pong" },
		]
		const file = read(
			pcap(
				linkType,
				segments.map((segment) => wrap(ip(segment))),
			),
		)
		expect(file.problems).toEqual([])
		expect(file.streams).toHaveLength(1)
		expect(file.streams[0]).toMatchObject({ client: { port: 40_000 }, server: { port: 443 }, problems: [] })
		expect(file.streams[0]?.capture.chunks).toEqual([
			{ t: 2, from: "client", bytes: ascii("ping") },
			{ t: 3, from: "server", bytes: ascii("pong") },
		])
	})
})

function reassemble(segments: readonly Segment[]): TcpStream {
	const [stream] = read(pcap(101, segments.map(ipv4))).streams
	if (stream === undefined) throw new Error("no stream")
	return stream
}

const textOf = (stream: TcpStream, side: Side) => Buffer.from(bytesOf(stream, side), "hex").toString()

describe("segments are put in order", () => {
	const orders: readonly (readonly [what: string, segments: readonly Segment[]])[] = [
		[
			"as sent",
			[
				{ from: "client", sequence: 1, data: "abc" },
				{ from: "client", sequence: 4, data: "def" },
			],
		],
		[
			"repeated",
			[
				{ from: "client", sequence: 1, data: "abc" },
				{ from: "client", sequence: 1, data: "abc" },
				{ from: "client", sequence: 4, data: "def" },
			],
		],
		[
			"repeated with more behind",
			[
				{ from: "client", sequence: 1, data: "abc" },
				{ from: "client", sequence: 1, data: "abcdef" },
			],
		],
		[
			"out of order",
			[
				{ from: "client", sequence: 0, flags: 2 },
				{ from: "client", sequence: 4, data: "def" },
				{ from: "client", sequence: 1, data: "abc" },
			],
		],
		[
			"across the end of the numbers",
			[
				{ from: "client", sequence: 0xffff_fffe, data: "abc" },
				{ from: "client", sequence: 1, data: "def" },
			],
		],
	]
	test.each(orders)("%s", (_what, segments) => {
		expect(textOf(reassemble(segments), "client")).toBe("abcdef")
	})

	test("a missing segment is a problem, and nothing behind it is made up", () => {
		const stream = reassemble([
			{ from: "client", sequence: 1, data: "abc" },
			{ from: "client", sequence: 7, data: "xyz" },
		])
		expect(textOf(stream, "client")).toBe("abc")
		expect(stream.problems).toEqual(["segments of the client are missing from the capture"])
	})

	test("FIN and RST become marks of the side that sent them", () => {
		const stream = reassemble([
			{ from: "client", sequence: 1, data: "a" },
			{ from: "server", sequence: 1, flags: 0x11 },
			{ from: "server", sequence: 2, flags: 0x04 },
		])
		expect(stream.capture.marks.map((mark) => mark.kind)).toEqual(["server-fin", "server-reset"])
	})

	test("the same ports used again are another connection", () => {
		const again: Segment[] = [
			{ from: "client", sequence: 0, flags: 2 },
			{ from: "client", sequence: 1, data: "one" },
			{ from: "client", sequence: 500, flags: 2 },
			{ from: "client", sequence: 501, data: "two" },
		]
		const { streams } = read(pcap(101, again.map(ipv4)))
		expect(streams.map((stream) => textOf(stream, "client"))).toEqual(["one", "two"])
	})
})

describe("a file that is no capture", () => {
	test.each([
		["nothing", new Uint8Array(0), "unknown-format"],
		["text", ascii("not a capture at all, just text"), "unknown-format"],
		["gzip", hex("1f8b080000000000"), "compressed"],
	])("%s is refused by name", (_what, bytes, kind) => {
		expect(readCaptureFile(bytes)).toMatchObject({ ok: false, error: { kind } })
	})

	test("a capture cut anywhere yields what came before, and says that it is cut", () => {
		const whole = pcap(101, [
			ipv4({ from: "client", sequence: 1, data: "abc" }),
			ipv4({ from: "client", sequence: 4, data: "def" }),
		])
		const cut = read(whole.subarray(0, whole.length - 2))
		expect(cut.streams.map((stream) => textOf(stream, "client"))).toEqual(["abc"])
		expect(cut.problems).toHaveLength(1)
	})

	test("never throws, whatever the bytes behind a good beginning", () => {
		const beginning = fc.constantFrom(
			pcap(1, []),
			pcap(276, []),
			hex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000"),
		)
		fc.assert(
			fc.property(beginning, fc.uint8Array({ maxLength: 400 }), (start, rest) => {
				expect(readCaptureFile(concatBytes([start, rest])).ok).toBe(true)
			}),
			{ numRuns: 500 },
		)
		fc.assert(
			fc.property(
				fc.constantFrom(1, 113, 276, 0, 101),
				fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 5 }),
				(linkType, packets) => {
					expect(readCaptureFile(pcap(linkType, packets)).ok).toBe(true)
				},
			),
		)
	})
})
