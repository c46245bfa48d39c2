import { concatBytes, toHex } from "#base/bytes"
import type { Side } from "../capture.ts"
import { nodePrimitives } from "../node/primitives.ts"
import { ascii, hex, number } from "../wire/bytes.fixture.ts"
import type { CapturedConnection, CapturedEnds, CaptureSummary } from "./captured-connection.ts"
import { FileSource } from "./file-source.ts"
import { flowKeyOf } from "./flow-key.ts"
import { openCaptureReader } from "./open-capture-reader.ts"
import { Reassembly } from "./reassembly.ts"
import { readTcpSegment } from "./tcp-segment.ts"

/** A connection with all that its sink was given, in hex. */
export type SunkConnection = CapturedConnection & { readonly sunk: Readonly<Record<Side, string>> }

/** How a test wants a file read. */
export interface ReadOptions {
	readonly keyLog?: readonly string[]
	/** Bytes of the chunks in which the file is pushed; the whole at once where it is left out. */
	readonly chunkLength?: number
	/** `false`: without a sink for application data. */
	readonly withSink?: boolean
}

/** Reads a capture file that must be readable. Connections in the order in which they began. */
export function read(bytes: Uint8Array, { keyLog = [], chunkLength, withSink = true }: ReadOptions = {}) {
	const connections: SunkConnection[] = []
	const sunk = new Map<number, Record<Side, string>>()
	const openSink = ({ index }: CapturedEnds) => {
		const own = { client: "", server: "" }
		sunk.set(index, own)
		return {
			push: (_t: number, from: Side, data: Uint8Array) => {
				own[from] += toHex(data)
			},
		}
	}
	const reader = openCaptureReader({
		primitives: nodePrimitives,
		keyLog,
		...(withSink ? { openSink } : {}),
		onConnection: (connection) => {
			connections.push({ ...connection, sunk: sunk.get(connection.index) ?? { client: "", server: "" } })
		},
	})
	const step = chunkLength ?? Math.max(1, bytes.length)
	for (let at = 0; at < bytes.length; at += step) {
		// A caller may use its buffer again, so what was pushed is overwritten.
		const chunk = bytes.slice(at, at + step)
		reader.push(chunk)
		chunk.fill(0xee)
	}
	const summary = reader.end()
	if (!summary.ok) throw new Error(summary.error.text)
	connections.sort((a, b) => a.index - b.index)
	return { summary: summary.value satisfies CaptureSummary, connections }
}

/** Bytes of both directions of every connection of a file, as reassembly alone puts them together. */
export function reassemble(bytes: Uint8Array): { readonly client: string; readonly server: string }[] {
	const streams = new Map<string, { client: string; server: string; lowIsClient: boolean; tcp: Reassembly }>()
	const source = new FileSource({
		onKeyLog: () => undefined,
		onProblem: () => undefined,
		onPacket: (packet) => {
			const segment = readTcpSegment(packet)
			if (segment === undefined || "problem" in segment) return
			const key = flowKeyOf(segment)
			const known = streams.get(key.text)
			const tcp =
				known?.tcp ??
				new Reassembly(
					{
						onBytes: (_t, from, data) => {
							const stream = streams.get(key.text)
							if (stream !== undefined) stream[from] += toHex(data)
						},
						onFin: () => undefined,
						onGap: () => undefined,
					},
					{ bytes: 0 },
				)
			const stream = known ?? { client: "", server: "", lowIsClient: key.isSourceLow, tcp }
			streams.set(key.text, stream)
			tcp.push(packet.epochMs, key.isSourceLow === stream.lowIsClient ? "client" : "server", segment)
		},
	})
	source.push(bytes)
	source.end()
	for (const { tcp } of streams.values()) tcp.finish()
	return [...streams.values()].map(({ client, server }) => ({ client, server }))
}

/** A TCP segment to be put into a packet; flags default to ACK. */
export interface Segment {
	readonly from: Side
	readonly sequence: number
	readonly data?: string
	readonly flags?: number
	readonly acknowledged?: number
	/** Port of the client, for more than one connection. */
	readonly port?: number
	readonly bytes?: Uint8Array
}

function tcpSegment(segment: Segment): Uint8Array {
	const { from, sequence, data = "", flags = 0x10, acknowledged = 0, port = 40_000 } = segment
	const ports = from === "client" ? [port, 443] : [443, port]
	const header = [
		...ports.map((port) => number(port, 2)),
		number(sequence, 4),
		number(acknowledged, 4),
		Uint8Array.of(0x50, acknowledged === 0 ? flags & ~0x10 : flags),
	]
	return concatBytes([...header, new Uint8Array(6), segment.bytes ?? ascii(data)])
}

/** The segment in an IPv4 packet. */
export function ipv4(segment: Segment): Uint8Array {
	const tcp = tcpSegment(segment)
	const [source, target] = segment.from === "client" ? ["0a000001", "0a000002"] : ["0a000002", "0a000001"]
	const head = concatBytes([
		hex("4500"),
		number(20 + tcp.length, 2),
		hex("000040004006 0000".replaceAll(" ", "")),
	])
	return concatBytes([head, hex(source ?? ""), hex(target ?? ""), tcp])
}

/** The segment in an IPv6 packet with a hop-by-hop option. */
export function ipv6(segment: Segment): Uint8Array {
	const tcp = tcpSegment(segment)
	const ends = [hex(`${"fd".padEnd(30, "0")}01`), hex(`${"fd".padEnd(30, "0")}02`)]
	if (segment.from === "server") ends.reverse()
	const options = concatBytes([hex("06"), new Uint8Array(7)])
	return concatBytes([hex("60000000"), number(tcp.length + 8, 2), hex("0040"), ...ends, options, tcp])
}

/** Puts a link's header, in hex, in front of a packet. */
export const link = (header: string) => {
	const prefix = hex(header)
	return (ip: Uint8Array) => concatBytes([prefix, ip])
}

/** The header of a classic pcap file, big-endian, with microseconds. */
export function pcapHeader(linkType: number): Uint8Array {
	return concatBytes([hex("a1b2c3d400020004"), new Uint8Array(8), number(65_535, 4), number(linkType, 4)])
}

/** A packet of a pcap file, `index` milliseconds after the first. */
export function pcapPacket(index: number, packet: Uint8Array): Uint8Array {
	const header = new Uint8Array(16)
	const view = new DataView(header.buffer)
	view.setUint32(0, 1_700_000_000 + Math.floor(index / 1_000))
	view.setUint32(4, (index % 1_000) * 1_000)
	view.setUint32(8, packet.length)
	view.setUint32(12, packet.length)
	return concatBytes([header, packet])
}

/** A classic pcap file of these packets, one millisecond apart. */
export function pcap(linkType: number, packets: readonly Uint8Array[]): Uint8Array {
	return concatBytes([pcapHeader(linkType), ...packets.map((packet, index) => pcapPacket(index, packet))])
}

/** The segment in an IPv4 packet, made quickly. */
export function tcpPacket({ from, sequence, flags = 0x10, acknowledged = 0, port = 40_000, bytes }: Segment) {
	const data = bytes ?? new Uint8Array(0)
	const packet = new Uint8Array(40 + data.length)
	const view = new DataView(packet.buffer)
	const isClient = from === "client"
	view.setUint32(0, 0x4500_0000 + packet.length)
	view.setUint32(8, 0x4006_0000)
	view.setUint32(isClient ? 12 : 16, 0x0a00_0001)
	view.setUint32(isClient ? 16 : 12, 0x0a00_0002)
	view.setUint16(isClient ? 20 : 22, port)
	view.setUint16(isClient ? 22 : 20, 443)
	view.setUint32(24, sequence)
	view.setUint32(28, acknowledged)
	view.setUint16(32, 0x5000 + flags)
	packet.set(data, 40)
	return packet
}
