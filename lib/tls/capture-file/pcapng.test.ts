import { describe, expect, test } from "vitest"
import { concatBytes } from "#base/bytes"
import { ascii } from "../wire/bytes.fixture.ts"
import { largeCapture, largeCaptureKeyLog } from "./large-capture.fixture.ts"
import { openKeyLogSearch } from "./open-key-log-search.ts"
import { ipv4, link, pcap, read, type Segment } from "./packets.fixture.ts"
import { pcapngWriter } from "./pcapng.fixture.ts"

const packet = (sequence: number, data: string, more: Partial<Segment> = {}) =>
	ipv4({ from: "client", sequence, data, ...more })
const ether = link("020000000001020000000002 0800")
const microseconds = 1_700_000_000_000_000
const textOf = (hexText: string | undefined) => Buffer.from(hexText ?? "", "hex").toString()

const orders = [
	["little-endian", pcapngWriter(true)],
	["big-endian", pcapngWriter(false)],
] as const

describe.each(orders)("a %s file", (_order, write) => {
	test("yields the packets of all three kinds of block", () => {
		const file = concatBytes([
			write.section(),
			write.interface(101),
			write.packet(0, microseconds, packet(1, "one ")),
			write.obsoletePacket(0, microseconds + 2_000, packet(5, "two ")),
			write.simplePacket(packet(9, "three")),
		])
		for (const chunkLength of [1, 5, file.length]) {
			const { summary, connections } = read(file, { chunkLength })
			expect(summary).toMatchObject({ format: "pcapng", bytes: file.length, packets: 3, problems: [] })
			expect(connections).toMatchObject([{ startedAt: "2023-11-14T22:13:20.000Z", durationMs: 2 }])
			expect(textOf(connections[0]?.sunk.client)).toBe("one two three")
		}
	})

	test("may have several sections and interfaces, each with its link and its clock", () => {
		const file = concatBytes([
			write.section(),
			write.interface(105),
			write.interface(101, { resolution: 9 }),
			write.interface(1, { resolution: 0x80 | 10, offsetSeconds: 1_700_000_000 }),
			write.packet(1, microseconds * 1_000, packet(1, "a", { port: 1 })),
			write.packet(2, 1_024 + 512, ether(packet(1, "b", { port: 2 }))),
			write.section(),
			write.interface(1),
			write.packet(0, microseconds + 250_000, ether(packet(1, "c", { port: 3 }))),
		])
		expect(read(file).connections.map(({ startedAt }) => startedAt)).toEqual([
			"2023-11-14T22:13:20.000Z",
			"2023-11-14T22:13:21.500Z",
			"2023-11-14T22:13:20.250Z",
		])
	})

	test("may change its byte order with a section", () => {
		const [, other] = orders.find(([, each]) => each !== write) ?? orders[0]
		const file = concatBytes(
			[write, other].map((each, index) =>
				concatBytes([
					each.section(),
					each.interface(101),
					each.packet(0, microseconds, packet(1 + index, "x")),
				]),
			),
		)
		expect(textOf(read(file).connections[0]?.sunk.client)).toBe("xx")
	})

	test("cuts a simple packet at the length that its interface keeps", () => {
		const whole = packet(1, "abcdef")
		const file = concatBytes([
			write.section(),
			write.interface(101, { snapLength: whole.length - 2 }),
			write.simplePacket(whole.subarray(0, whole.length - 2), whole.length),
		])
		const [connection] = read(file).connections
		expect(textOf(connection?.sunk.client)).toBe("abcd")
		expect(connection?.problems).toEqual(["packets of the client were captured only in part"])
	})

	test("passes over blocks that are not read, and names packets of no interface", () => {
		const file = concatBytes([
			write.section(),
			write.other(4, ascii("names")),
			write.other(0x0bad, ascii("custom")),
			write.packet(7, microseconds, packet(1, "lost")),
			write.interface(101),
			write.packet(0, microseconds, packet(1, "kept")),
		])
		const { summary, connections } = read(file)
		expect(textOf(connections[0]?.sunk.client)).toBe("kept")
		expect(summary.problems).toEqual([
			"invalid: a packet block names no known interface or is longer than its block",
		])
	})
})

/** The packets of a generated pcap file, as blocks. */
function blocksOf(file: Uint8Array) {
	const write = pcapngWriter(true)
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
	const blocks: Uint8Array[] = []
	for (let at = 24; at < file.length; ) {
		const length = view.getUint32(at + 8)
		blocks.push(write.packet(0, microseconds, file.subarray(at + 16, at + 16 + length)))
		at += 16 + length
	}
	return { write, blocks }
}

describe("secrets inside a file", () => {
	const { write, blocks } = blocksOf(
		concatBytes([...largeCapture({ abreast: 1, connections: 1, recordsEach: 2 })]),
	)
	const head = [write.section(), write.interface(1)]
	const secrets = write.secrets(`${largeCaptureKeyLog.join("\n")}\n`)
	const undecryptable = (file: Uint8Array, keyLog: readonly string[] = []) =>
		read(file, { keyLog }).connections.map(({ transcript }) => transcript.undecryptable)

	test("open what comes behind them", () => {
		const file = concatBytes([...head, secrets, ...blocks])
		expect(undecryptable(file)).toEqual([0])
		expect(read(file).summary.embeddedKeyLogLines).toBe(4)
	})

	test("open what came before them, when the file is searched for them first", () => {
		const file = concatBytes([...head, ...blocks, secrets])
		expect(undecryptable(file)).toEqual([5])
		for (const step of [1, 100, file.length]) {
			const search = openKeyLogSearch()
			for (let at = 0; at < file.length; at += step) search.push(file.subarray(at, at + step))
			expect(search.isStopped()).toBe(false)
			expect(search.end().filter((line) => line !== "")).toEqual(largeCaptureKeyLog)
			expect(undecryptable(file, search.end())).toEqual([0])
		}
	})

	test("are not looked for in a file that cannot carry them", () => {
		const search = openKeyLogSearch()
		search.push(pcap(1, []))
		expect([search.isStopped(), search.end()]).toEqual([true, []])
	})

	test("of another kind are passed over", () => {
		const wireGuard = write.other(10, Uint8Array.of(0x4b, 0x4c, 0x47, 0x57, 4, 0, 0, 0, 1, 2, 3, 4))
		expect(read(concatBytes([...head, wireGuard, ...blocks])).summary).toMatchObject({
			embeddedKeyLogLines: 0,
			problems: [],
		})
	})
})
