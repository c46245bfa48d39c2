import type { PacketSink } from "./packet-source.ts"

const magics: ReadonlyMap<number, { readonly littleEndian: boolean; readonly ticksPerMs: number }> = new Map([
	[0xd4c3b2a1, { littleEndian: true, ticksPerMs: 1e3 }],
	[0xa1b2c3d4, { littleEndian: false, ticksPerMs: 1e3 }],
	[0x4d3cb2a1, { littleEndian: true, ticksPerMs: 1e6 }],
	[0xa1b23c4d, { littleEndian: false, ticksPerMs: 1e6 }],
])

const fileHeaderLength = 24
const packetHeaderLength = 16

/** True when the file begins as a pcap file does, of either byte order and precision. */
export function isPcap(file: DataView): boolean {
	return file.byteLength >= fileHeaderLength && magics.has(file.getUint32(0))
}

/** Reads the packets of a classic pcap file. Stops with a problem at the first packet that is cut off. */
export function readPcap(file: DataView, sink: PacketSink): void {
	const format = magics.get(file.getUint32(0))
	if (format === undefined) return
	const { littleEndian, ticksPerMs } = format
	const linkType = file.getUint32(20, littleEndian) & 0xffff
	let at = fileHeaderLength
	while (at < file.byteLength) {
		if (file.byteLength - at < packetHeaderLength) {
			sink.onProblem("truncated: the file ends inside the header of a packet")
			return
		}
		const seconds = file.getUint32(at, littleEndian)
		const ticks = file.getUint32(at + 4, littleEndian)
		const length = file.getUint32(at + 8, littleEndian)
		at += packetHeaderLength
		if (length > file.byteLength - at) {
			sink.onProblem(`truncated: a packet announces ${length} bytes, ${file.byteLength - at} are left`)
			return
		}
		sink.onPacket({ epochMs: seconds * 1e3 + ticks / ticksPerMs, linkType, bytes: viewOf(file, at, length) })
		at += length
	}
}

/** A view on part of a file, without copying. */
export function viewOf(file: DataView, at: number, length: number): Uint8Array {
	return new Uint8Array(file.buffer, file.byteOffset + at, length)
}
