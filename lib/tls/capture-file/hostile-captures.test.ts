import { gunzipSync } from "node:zlib"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { clientHello, sealer, secrets, serverHello, serverRandom } from "../node/flows.fixture.ts"
import { nodePrimitives } from "../node/primitives.ts"
import { hasSuite, readSuiteFile } from "../node/suites.fixture.ts"
import { ascii, hex, record } from "../wire/bytes.fixture.ts"
import { connectionsMax } from "./connection-table.ts"
import { largeCaptureKeyLog as keyLog, largeCapture } from "./large-capture.fixture.ts"
import { openCaptureReader } from "./open-capture-reader.ts"
import { ipv4, pcap, read, type Segment, tcpPacket } from "./packets.fixture.ts"

const captureNames = [
	"tls13-20-chacha20poly1305.pcap",
	"tls12-dsb.pcapng",
	"grpc_person_search_protobuf_with_image.pcapng.gz",
]

const load = (name: string) => {
	const packed = readSuiteFile(`captures/${name}`)
	return name.endsWith(".gz") ? new Uint8Array(gunzipSync(packed)) : packed
}

/** A little of everything: TLS with keys, a plaintext connection, a reset, a straggler. */
const mixed = pcap(101, [
	...[
		record(22, clientHello),
		record(22, serverHello(serverRandom)),
		sealer(secrets.SERVER_TRAFFIC_SECRET_0)(23, ascii("answer")),
	].map((bytes, index) =>
		tcpPacket({ from: index === 0 ? "client" : "server", sequence: index * 500, bytes }),
	),
	...["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "more"].map((data, index) =>
		ipv4({ from: "client", sequence: 1 + 24 * index, data, port: 50_000 }),
	),
	ipv4({ from: "server", sequence: 1, flags: 0x14, acknowledged: 2, port: 50_001 }),
])

/** What must hold of every file, whatever it holds. */
function expectBounded(bytes: Uint8Array, chunkLength?: number): void {
	const lengths: number[] = []
	const reader = openCaptureReader({
		primitives: nodePrimitives,
		keyLog,
		openSink: () => ({ push: (_t, _from, data) => lengths.push(data.length) }),
		onConnection: ({ problems, marks, head, transcript }) => {
			expect(problems.length).toBeLessThanOrEqual(50)
			expect(marks.length).toBeLessThanOrEqual(10)
			expect(Math.max(head.client.length, head.server.length)).toBeLessThanOrEqual(512)
			expect(transcript.entries.length).toBeLessThanOrEqual(1_000)
		},
	})
	const step = chunkLength ?? Math.max(1, bytes.length)
	for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step))
	const end = reader.end()
	if (end.ok) expect(end.value.problems.length).toBeLessThanOrEqual(50)
	expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(bytes.length)
}

const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) })
const damage = fc.record({
	changes: fc.array(change, { maxLength: 12 }),
	cut: fc.option(fc.nat(), { freq: 3 }),
	chunkLength: fc.option(fc.integer({ min: 1, max: 3_000 })),
})

function expectToBearDamage(file: Uint8Array, numRuns: number): void {
	fc.assert(
		fc.property(damage, ({ changes, cut, chunkLength }) => {
			const bytes = file.slice(0, cut === null ? file.length : cut % file.length)
			for (const { at, to } of changes) bytes[at % file.length] = to
			expectBounded(bytes, chunkLength ?? undefined)
		}),
		{ numRuns },
	)
}

describe("no file throws out of the reader, and what it yields is bounded", () => {
	test.each(captureNames)("%s, changed and cut", (name) => {
		if (hasSuite("captures")) expectToBearDamage(load(name), 120)
	})

	test("a file of our own, changed and cut", () => expectToBearDamage(mixed, 400))

	test("a file of our own, cut at every byte", () => {
		for (let end = 0; end <= mixed.length; end += 1) expectBounded(mixed.subarray(0, end))
	})

	test("any bytes behind a good beginning", () => {
		const beginning = fc.constantFrom(
			pcap(1, []),
			pcap(276, []),
			hex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000"),
			hex("0a0d0d0a0000001c1a2b3c4d00010000ffffffffffffffff0000001c"),
		)
		fc.assert(
			fc.property(beginning, fc.uint8Array({ maxLength: 400 }), (start, rest) => {
				expectBounded(concatBytes([start, rest]))
			}),
			{ numRuns: 500 },
		)
	})

	test("any packets on any link", () => {
		fc.assert(
			fc.property(
				fc.constantFrom(0, 1, 9, 101, 108, 113, 276),
				fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 5 }),
				(linkType, packets) => expectBounded(pcap(linkType, packets)),
			),
		)
	})

	test("any segments of one connection, whatever their numbers and flags", () => {
		const segment = fc.record({
			from: fc.constantFrom("client" as const, "server" as const),
			sequence: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 0xffff_ffff })),
			acknowledged: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 0xffff_ffff })),
			flags: fc.integer({ min: 0, max: 63 }),
			data: fc.string({ maxLength: 12 }),
		})
		fc.assert(
			fc.property(fc.array(segment, { maxLength: 30 }), (segments) => {
				expectBounded(pcap(101, segments.map(ipv4)))
			}),
			{ numRuns: 300 },
		)
	})
})

describe("block lengths of pcapng that cannot be", () => {
	const section = hex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000")
	test.each([
		["of nothing", "0600000000000000", "a block announces 0 bytes"],
		["shorter than its own lengths", "0600000008000000", "a block announces 8 bytes"],
		["no multiple of four", "060000000d000000", "a block announces 13 bytes"],
		["of a section shorter than its header", "0a0d0d0a0c0000004d3c2b1a", "a block announces 12 bytes"],
		[
			"behind a section of no byte order",
			"0a0d0d0a1c00000000000000",
			"a section does not say its byte order",
		],
	])("%s end the reading by name", (_what, block, words) => {
		const { summary } = read(concatBytes([section, hex(block), new Uint8Array(64)]))
		expect(summary.problems).toEqual([`invalid: ${words}; the file is not read further`])
	})

	test("larger than is read: passed over, and what follows is read", () => {
		const huge = concatBytes([hex("0600000010002000"), new Uint8Array(0x20_0008)])
		const secrets = hex("0a0000001800000000000000000000000000000018000000")
		const { summary } = read(concatBytes([section, huge, secrets, hex("06000000")]))
		expect(summary.problems).toEqual([
			"too-large: a block of type 6 announces 2097168 bytes and is passed over",
			"truncated: the file ends inside the header of a block",
		])
	})
})

const syn: Segment = { from: "client", sequence: 0, flags: 2 }

describe("what waits and what is held is bounded", () => {
	test("1,000 interleaved connections are each decoded", () => {
		const chunks = [...largeCapture({ abreast: 1_000, connections: 1_000, recordsEach: 0 })]
		const { connections, summary } = read(concatBytes(chunks), { keyLog })
		expect(summary.problems).toEqual([])
		expect(connections).toHaveLength(1_000)
		for (const { transcript, problems, marks } of connections) {
			expect(transcript.negotiated.version).toBe("1.3")
			expect([transcript.undecryptable, problems, marks.length]).toEqual([0, [], 2])
		}
	})

	test("of more connections than are held, the idlest are put away by name and are not begun again", () => {
		const count = connectionsMax + 10
		const open = Array.from({ length: count }, (_, index) => ipv4({ ...syn, port: 1_000 + index }))
		const late = Array.from({ length: 5 }, (_, index) =>
			ipv4({ from: "client", sequence: 1, data: "late", port: 1_000 + index }),
		)
		const { connections } = read(pcap(101, [...open, ...late]))
		expect(connections).toHaveLength(count)
		expect(connections[0]?.problems).toEqual([
			`too-large: more than ${connectionsMax} connections are open at once; what this one sent later is not read`,
		])
		expect(connections.at(-1)?.problems).toEqual([])
	})

	test("a gap that nothing fills is given up, and the other side is read on", () => {
		const missing: Segment = { from: "client", sequence: 1, data: "never captured" }
		const after = Array.from({ length: 5_000 }, (_, index): Segment => {
			return { from: "client", sequence: 15 + index, data: "x" }
		})
		const answer: Segment = { from: "server", sequence: 1, data: "still read", acknowledged: 5_015 }
		const segments = [syn, ...after, answer, { ...missing, from: "client" as const }]
		const [connection] = read(pcap(101, segments.map(ipv4))).connections
		expect(connection?.problems).toEqual(["segments of the client are missing from the capture"])
		expect(connection?.bytes.client).toBe(5_000)
		expect(Buffer.from(connection?.sunk.server ?? "", "hex").toString()).toBe("still read")
	})

	test("records of one byte each are put together", () => {
		const bytes = concatBytes([...clientHello].map((byte) => record(22, Uint8Array.of(byte))))
		const segments = [...bytes].map((byte, index) =>
			tcpPacket({ from: "client", sequence: 1 + index, bytes: Uint8Array.of(byte) }),
		)
		const [connection] = read(pcap(101, segments)).connections
		expect(connection?.transcript.entries.map(({ message }) => message)).toEqual(["ClientHello"])
		expect(connection?.transcript.records.client).toBe(clientHello.length)
	})

	test("messages without end are listed by name, once their details are too many", () => {
		const ticket = concatBytes([hex("04004000"), new Uint8Array(16_384)])
		const packets = [
			tcpPacket({ from: "client", sequence: 0, bytes: record(22, clientHello) }),
			tcpPacket({
				from: "server",
				sequence: 0,
				bytes: record(22, serverHello(serverRandom, 0xc02f, 0x0303)),
			}),
		]
		let at = packets[1] === undefined ? 0 : packets[1].length - 40
		for (let index = 0; index < 40; index += 1) {
			for (const part of [ticket.subarray(0, 16_384), ticket.subarray(16_384)]) {
				const bytes = record(22, part)
				packets.push(tcpPacket({ from: "server", sequence: at, bytes }))
				at += bytes.length
			}
		}
		const [connection] = read(pcap(101, packets)).connections
		const listed = connection?.transcript.entries ?? []
		expect(listed).toHaveLength(42)
		expect(listed.filter((entry) => entry.bytes !== undefined).length).toBeLessThan(10)
		expect(connection?.transcript.problems).toContain(
			"too-large: more than 131072 bytes of messages, the rest is listed by name alone",
		)
	})

	test("wrong secrets leave records closed, and are named", () => {
		const wrong = keyLog.map((line) => `${line.slice(0, -8)}ffffffff`)
		const chunks = [...largeCapture({ abreast: 1, connections: 1, recordsEach: 3 })]
		const [connection] = read(concatBytes(chunks), { keyLog: wrong }).connections
		expect(connection?.transcript.undecryptable).toBe(6)
		expect(connection?.sunk).toEqual({ client: "", server: "" })
		expect(connection?.transcript.entries.at(-1)?.problem).toBe(
			"none of the secrets of the key log opens this record",
		)
	})

	test("a broken key log is named by its lines, without their content", () => {
		const { summary } = read(mixed, { keyLog: ["# comment", "nonsense", "CLIENT_RANDOM abcd 00"] })
		expect(summary.problems).toEqual([
			"key log line 2: not the three words label, client random and secret",
			"key log line 3: the client random is not 32 bytes of hex",
		])
	})
})
