import { describe, expect, test } from "vitest"
import { concatBytes, toHex } from "#base/bytes"
import { clientHello, sealer, secrets, serverHello, serverRandom } from "../node/flows.fixture.ts"
import { ascii, handshake, hex, record } from "../wire/bytes.fixture.ts"
import { largeCaptureKeyLog as keyLog } from "./large-capture.fixture.ts"
import { ipv4, pcap, pcapHeader, pcapPacket, read, type Segment } from "./packets.fixture.ts"

const missing = "segments of the server are missing from the capture"
const syn: readonly Segment[] = [
	{ from: "client", sequence: 0, flags: 2 },
	{ from: "server", sequence: 0, flags: 0x12, acknowledged: 1 },
]

/** A connection whose server sends these parts, each in a segment of its own; those that are undefined are lost. */
function served(parts: readonly (Uint8Array | number)[], lines: readonly string[] = keyLog) {
	const segments: Segment[] = [...syn, { from: "client", sequence: 1, bytes: record(22, clientHello) }]
	let sequence = 1
	for (const part of parts) {
		if (typeof part !== "number") segments.push({ from: "server", sequence, bytes: part })
		sequence += typeof part === "number" ? part : part.length
	}
	const [connection] = read(pcap(101, segments.map(ipv4)), { keyLog: lines }).connections
	if (connection === undefined) throw new Error("no connection")
	return connection
}

const names = (connection: ReturnType<typeof served>) =>
	connection.transcript.entries.map((entry) => `${entry.from} ${entry.message}`)

const modern = record(22, serverHello(serverRandom))
const old = record(22, serverHello(serverRandom, 0xc02f, 0x0303))
const alert = record(21, hex("0230"))

describe("behind bytes that are missing", () => {
	test("an alert in the clear is read", () => {
		const connection = served([old, 700, alert])
		expect(connection.transcript.alerts).toMatchObject([{ from: "server", code: 48, encrypted: false }])
		expect(connection.problems).toEqual([missing])
	})

	test("nothing is read before a segment that begins with records alone", () => {
		const inside = concatBytes([hex("1703030004"), ascii("abcdefgh")])
		const connection = served([old, 700, inside, ascii("more of it"), alert])
		expect(names(connection)).toEqual(["client ClientHello", "server ServerHello", "server Alert"])
	})

	test("records of TLS 1.3 open, whose sequence numbers have moved on", () => {
		const seal = sealer(secrets.SERVER_TRAFFIC_SECRET_0)
		const sent = ["a", "b", "c", "d", "e"].map((text) => seal(23, ascii(text)))
		const lost = (sent[1]?.length ?? 0) + (sent[2]?.length ?? 0)
		const connection = served([modern, sent[0] ?? 0, lost, sent[3] ?? 0, sent[4] ?? 0])
		expect(connection.sunk.server).toBe(toHex(ascii("ade")))
		expect(connection.transcript.undecryptable).toBe(0)
	})

	test("records open under the application key when the Finished is among what is missing", () => {
		const seal = sealer(secrets.SERVER_TRAFFIC_SECRET_0)
		seal(22, handshake(4))
		const connection = served([modern, 900, seal(21, hex("0274"))])
		expect(connection.transcript.alerts).toMatchObject([{ code: 116, encrypted: true }])
	})

	test("a sealed record is no message in the clear, though the ChangeCipherSpec is missing", () => {
		const sealed = record(22, concatBytes([new Uint8Array(8), new Uint8Array(32).fill(0x5a)]))
		const connection = served([old, 500, sealed], [])
		expect(names(connection)).toEqual(["client ClientHello", "server ServerHello", "server Encrypted"])
	})

	test("the connection says so, and its first bytes are those before", () => {
		const connection = served([old, 700, alert])
		expect(connection.hasGaps).toBe(true)
		expect(connection.head.server).toEqual(old)
		expect(served([700, alert]).head.server).toHaveLength(0)
		expect(served([old, alert]).hasGaps).toBe(false)
	})

	test("FIN is still seen, and what was lost is not counted", () => {
		const segments: Segment[] = [
			...syn,
			{ from: "server", sequence: 1, bytes: old },
			{ from: "server", sequence: 5_000, bytes: alert, flags: 0x11 },
		]
		const [connection] = read(pcap(101, segments.map(ipv4))).connections
		expect(connection?.marks.map(({ kind }) => kind)).toEqual(["server-fin"])
		expect(connection?.bytes.server).toBe(old.length + alert.length)
	})
})

describe("packets that were captured only in part", () => {
	/** A capture that holds at most so many bytes of each packet. */
	function snapped(length: number, segments: readonly Segment[]) {
		const packets = segments.map((segment, index) => {
			const whole = pcapPacket(index, ipv4(segment))
			const held = Math.min(length, whole.length - 16)
			new DataView(whole.buffer).setUint32(8, held)
			return whole.subarray(0, 16 + held)
		})
		return read(concatBytes([pcapHeader(101), ...packets]), { keyLog }).connections[0]
	}

	test("name the messages that they begin, and what is whole is read", () => {
		const flight = record(22, concatBytes([handshake(14), handshake(11, new Uint8Array(200))]))
		const connection = snapped(60, [
			...syn,
			{ from: "client", sequence: 1, bytes: record(22, clientHello) },
			{ from: "server", sequence: 1, bytes: flight, acknowledged: 1 + clientHello.length + 5 },
			{ from: "server", sequence: 1 + flight.length, bytes: alert },
		])
		const entries = connection?.transcript.entries.map(({ message, problem }) => [message, problem])
		expect(entries).toEqual([
			["ClientHello", `only 15 of ${clientHello.length} bytes were captured`],
			["ServerHelloDone", undefined],
			["Certificate", "only 11 of 204 bytes were captured"],
			["Alert", undefined],
		])
	})
})
