import type { PacketSink } from "./packet-source.ts"
import { viewOf } from "./pcap.ts"

const blockType = {
	section: 0x0a0d0d0a,
	interface: 1,
	oldPacket: 2,
	simplePacket: 3,
	packet: 6,
	secrets: 10,
} as const

/** "TLSK": the secrets of the block are lines of the NSS key log format. */
const tlsKeyLog = 0x544c534b

const byteOrderMagic = 0x1a2b3c4d
const interfacesMax = 1_000

interface Interface {
	readonly linkType: number
	readonly ticksPerMs: number
}

interface Section {
	littleEndian: boolean
	interfaces: Interface[]
}

/** True when the file begins as a pcapng file does. */
export function isPcapng(file: DataView): boolean {
	return file.byteLength >= 12 && file.getUint32(0) === blockType.section
}

/**
 * Reads the packets and TLS secrets of a pcapng file (draft-ietf-opsawg-pcapng): section, interface, packet and
 * decryption secrets blocks; every other block is passed over. Stops with a problem at the first broken block.
 */
export function readPcapng(file: DataView, sink: PacketSink): void {
	const section: Section = { littleEndian: true, interfaces: [] }
	let at = 0
	while (at < file.byteLength) {
		if (file.byteLength - at < 12) {
			sink.onProblem("truncated: the file ends inside the header of a block")
			return
		}
		if (file.getUint32(at) === blockType.section) beginSection(file, at, section)
		const type = file.getUint32(at, section.littleEndian)
		const length = file.getUint32(at + 4, section.littleEndian)
		if (length < 12 || length % 4 !== 0 || length > file.byteLength - at) {
			sink.onProblem(`invalid: a block announces ${length} bytes, ${file.byteLength - at} are left`)
			return
		}
		const body = new DataView(file.buffer, file.byteOffset + at + 8, length - 12)
		readBlock(type, body, section, sink)
		at += length
	}
}

function beginSection(file: DataView, at: number, section: Section): void {
	section.littleEndian = file.getUint32(at + 8, true) === byteOrderMagic
	section.interfaces = []
}

function readBlock(type: number, body: DataView, section: Section, sink: PacketSink): void {
	if (type === blockType.interface) readInterface(body, section)
	else if (type === blockType.packet) readPacket(body, section, sink)
	else if (type === blockType.simplePacket) readSimplePacket(body, section, sink)
	else if (type === blockType.secrets) readSecrets(body, section, sink)
	else if (type === blockType.oldPacket) sink.onProblem("packets in the obsolete Packet Block are not read")
}

function readInterface(body: DataView, section: Section): void {
	if (body.byteLength < 8 || section.interfaces.length === interfacesMax) return
	const linkType = body.getUint16(0, section.littleEndian)
	section.interfaces.push({ linkType, ticksPerMs: readResolution(body, section.littleEndian) })
}

/** Option if_tsresol: a power of ten, or of two where the top bit is set; microseconds without it. */
function readResolution(body: DataView, littleEndian: boolean): number {
	for (let at = 8; at + 4 <= body.byteLength; ) {
		const code = body.getUint16(at, littleEndian)
		const length = body.getUint16(at + 2, littleEndian)
		if (code === 0) break
		if (code === 9 && length === 1 && at + 4 < body.byteLength) {
			const value = body.getUint8(at + 4)
			return (value & 0x80 ? 2 ** (value & 0x7f) : 10 ** value) / 1e3
		}
		at += 4 + Math.ceil(length / 4) * 4
	}
	return 1e3
}

function readPacket(body: DataView, section: Section, sink: PacketSink): void {
	if (body.byteLength < 20) {
		sink.onProblem("truncated: a packet block is shorter than its header")
		return
	}
	const from = section.interfaces[body.getUint32(0, section.littleEndian)]
	const high = body.getUint32(4, section.littleEndian)
	const low = body.getUint32(8, section.littleEndian)
	const length = body.getUint32(12, section.littleEndian)
	if (from === undefined || length > body.byteLength - 20) {
		sink.onProblem("invalid: a packet block names no known interface or is longer than its block")
		return
	}
	const epochMs = (high * 2 ** 32 + low) / from.ticksPerMs
	sink.onPacket({ epochMs, linkType: from.linkType, bytes: viewOf(body, 20, length) })
}

function readSimplePacket(body: DataView, section: Section, sink: PacketSink): void {
	const [from] = section.interfaces
	if (from === undefined || body.byteLength < 4) return
	const length = Math.min(body.getUint32(0, section.littleEndian), body.byteLength - 4)
	sink.onPacket({ epochMs: 0, linkType: from.linkType, bytes: viewOf(body, 4, length) })
}

function readSecrets(body: DataView, section: Section, sink: PacketSink): void {
	if (body.byteLength < 8 || body.getUint32(0, section.littleEndian) !== tlsKeyLog) return
	const length = Math.min(body.getUint32(4, section.littleEndian), body.byteLength - 8)
	sink.onKeyLog(new TextDecoder("latin1").decode(viewOf(body, 8, length)))
}
