import { concatBytes, toHex } from "#base/bytes"
import type { Side } from "../capture.ts"
import { ascii, hex, number } from "../wire/bytes.fixture.ts"
import { type CaptureFile, readCaptureFile } from "./read-capture-file.ts"
import type { TcpStream } from "./tcp-stream.ts"

/** Reads a capture file that must be readable. */
export function read(bytes: Uint8Array): CaptureFile {
	const file = readCaptureFile(bytes)
	if (!file.ok) throw new Error(file.error.text)
	return file.value
}

/** Bytes of one side in hex. */
export const bytesOf = (stream: TcpStream, side: Side) =>
	toHex(concatBytes(stream.capture.chunks.filter((chunk) => chunk.from === side).map((chunk) => chunk.bytes)))

/** A TCP segment to be put into a packet; flags default to ACK. */
export interface Segment {
	readonly from: Side
	readonly sequence: number
	readonly data?: string
	readonly flags?: number
}

function tcpSegment({ from, sequence, data = "", flags = 0x10 }: Segment): Uint8Array {
	const ports = from === "client" ? [40_000, 443] : [443, 40_000]
	const header = [
		...ports.map((port) => number(port, 2)),
		number(sequence, 4),
		number(0, 4),
		Uint8Array.of(0x50, flags),
	]
	return concatBytes([...header, new Uint8Array(6), ascii(data)])
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

/** A classic pcap file of these packets, one millisecond apart. */
export function pcap(linkType: number, packets: readonly Uint8Array[]): Uint8Array {
	const header = concatBytes([
		hex("a1b2c3d400020004"),
		new Uint8Array(8),
		number(65_535, 4),
		number(linkType, 4),
	])
	const framed = packets.map((packet, index) =>
		concatBytes([
			number(1_700_000_000, 4),
			number(index * 1_000, 4),
			number(packet.length, 4),
			number(packet.length, 4),
			packet,
		]),
	)
	return concatBytes([header, ...framed])
}
