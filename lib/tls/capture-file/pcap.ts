import { u32Of } from "./packet-bytes.ts"
import { type PacketSink, type PieceReader, packetLengthMax } from "./packet-source.ts"

interface Format {
	readonly littleEndian: boolean
	readonly ticksPerMs: number
	/** Bytes in front of every packet. */
	readonly headerLength: number
}

/** By the first four bytes. The last pair is Kuznetzov's variant, whose packets have eight more bytes in front. */
const formats: ReadonlyMap<number, Format> = new Map([
	[0xd4c3b2a1, { littleEndian: true, ticksPerMs: 1e3, headerLength: 16 }],
	[0xa1b2c3d4, { littleEndian: false, ticksPerMs: 1e3, headerLength: 16 }],
	[0x4d3cb2a1, { littleEndian: true, ticksPerMs: 1e6, headerLength: 16 }],
	[0xa1b23c4d, { littleEndian: false, ticksPerMs: 1e6, headerLength: 16 }],
	[0x34cdb2a1, { littleEndian: true, ticksPerMs: 1e3, headerLength: 24 }],
	[0xa1b2cd34, { littleEndian: false, ticksPerMs: 1e3, headerLength: 24 }],
])

const fileHeaderLength = 24

interface Header {
	readonly epochMs: number
	readonly length: number
	readonly wireLength: number
}

/** True when a file that begins with this number (big-endian) is a pcap file, of either byte order and precision. */
export function isPcapMagic(magic: number): boolean {
	return formats.has(magic)
}

/** Reads a classic pcap file. Ends with a problem at a packet of absurd length: nothing behind it can be found. */
export class PcapReader implements PieceReader {
	readonly format = "pcap"
	readonly skips = 0
	wants = fileHeaderLength
	inside = "its own header"
	isBetween = false
	readonly #sink: PacketSink
	#format: Format | undefined
	#linkType = 0
	#header: Header | undefined

	constructor(sink: PacketSink) {
		this.#sink = sink
	}

	take(piece: Uint8Array): void {
		if (this.#format === undefined) this.#beginFile(piece)
		else if (this.#header === undefined) this.#beginPacket(piece, this.#format)
		else this.#endPacket(piece, this.#header, this.#format)
	}

	#beginFile(piece: Uint8Array): void {
		const view = viewOf(piece)
		this.#format = formats.get(view.getUint32(0))
		this.#linkType = view.getUint32(20, this.#format?.littleEndian) & 0xffff
		this.#expectHeader(this.#format?.headerLength ?? 0)
	}

	#beginPacket(piece: Uint8Array, { littleEndian, ticksPerMs }: Format): void {
		const length = u32Of(piece, 8, littleEndian)
		const header: Header = {
			epochMs: u32Of(piece, 0, littleEndian) * 1e3 + u32Of(piece, 4, littleEndian) / ticksPerMs,
			length,
			wireLength: Math.max(length, u32Of(piece, 12, littleEndian)),
		}
		if (length > packetLengthMax) {
			this.wants = 0
			this.#sink.onProblem(
				`invalid: a packet announces ${length} bytes, at most ${packetLengthMax} are read; the file is not read further`,
			)
			return
		}
		if (length === 0) return
		this.#header = header
		this.wants = length
		this.inside = `a packet of ${length} bytes`
		this.isBetween = false
	}

	#endPacket(piece: Uint8Array, { epochMs, wireLength }: Header, { headerLength }: Format): void {
		this.#header = undefined
		this.#expectHeader(headerLength)
		this.#sink.onPacket({ epochMs, linkType: this.#linkType, bytes: piece, wireLength })
	}

	#expectHeader(length: number): void {
		this.wants = length
		this.inside = "the header of a packet"
		this.isBetween = true
	}
}

/** A view on bytes, without copying. */
export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
