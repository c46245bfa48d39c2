import { type PacketSink, type PieceReader, packetLengthMax } from "./packet-source.ts"
import { viewOf } from "./pcap.ts"
import { type CaptureInterface, readInterface } from "./pcapng-interface.ts"
import { type BlockBody, readObsoletePacket, readPacket, readSimplePacket } from "./pcapng-packet.ts"

const blockType = {
	section: 0x0a0d0d0a,
	interface: 1,
	obsoletePacket: 2,
	simplePacket: 3,
	packet: 6,
	secrets: 10,
} as const

/** "TLSK": the secrets of the block are lines of the NSS key log format. */
const tlsKeyLog = 0x544c534b
/** Bytes of a block of secrets that are read: more than the key log of 100,000 connections. */
const secretsLengthMax = 32 * 1024 * 1024
const byteOrderMagic = 0x1a2b3c4d
const interfacesMax = 1_000
const headerLength = 8
/** Type, both lengths: the least that a block takes. */
const blockLengthMin = 12

/** True when a file that begins with this number (big-endian) is a pcapng file. */
export function isPcapngMagic(magic: number): boolean {
	return magic === blockType.section
}

/**
 * Reads a pcapng file (draft-ietf-opsawg-pcapng): sections of either byte order, interfaces, packets of all three
 * kinds of block and TLS secrets; other blocks are passed over. Ends with a problem where the length of a block cannot
 * be: nothing behind it can be found.
 */
export class PcapngReader implements PieceReader {
	readonly format = "pcapng"
	skips = 0
	wants = headerLength
	inside = "the header of a block"
	isBetween = true
	readonly #sink: PacketSink
	readonly #isKeyLogOnly: boolean
	#state: "header" | "byte-order" | "body" = "header"
	/** The header of a section before its byte order is known. */
	#sectionHeader = new Uint8Array(0)
	#type = 0
	#littleEndian = true
	#interfaces: CaptureInterface[] = []
	#lastMs = 0

	/** `isKeyLogOnly`: packets are passed over without being looked at. */
	constructor(sink: PacketSink, isKeyLogOnly = false) {
		this.#sink = sink
		this.#isKeyLogOnly = isKeyLogOnly
	}

	take(piece: Uint8Array): void {
		this.skips = 0
		if (this.#state === "header") this.#beginBlock(piece)
		else if (this.#state === "byte-order") this.#beginSection(piece)
		else this.#endBlock(piece)
	}

	#beginBlock(piece: Uint8Array): void {
		this.#type = viewOf(piece).getUint32(0, this.#littleEndian)
		// The type of a section reads the same in both byte orders; its length must wait for them.
		if (this.#type !== blockType.section) {
			this.#expectBody(viewOf(piece).getUint32(4, this.#littleEndian), headerLength)
			return
		}
		this.#sectionHeader = piece.slice()
		this.#state = "byte-order"
		this.wants = 4
		this.inside = "the header of a section"
		this.isBetween = false
	}

	#beginSection(piece: Uint8Array): void {
		const magic = viewOf(piece).getUint32(0, true)
		const isSwapped = viewOf(piece).getUint32(0, false) === byteOrderMagic
		if (magic !== byteOrderMagic && !isSwapped) {
			this.#stop("invalid: a section does not say its byte order")
			return
		}
		this.#littleEndian = !isSwapped
		this.#interfaces = []
		this.#expectBody(viewOf(this.#sectionHeader).getUint32(4, this.#littleEndian), headerLength + 4)
	}

	#expectBody(length: number, taken: number): void {
		const isWhole = length >= blockLengthMin && length >= taken + 4 && length % 4 === 0
		if (!isWhole) {
			this.#stop(`invalid: a block announces ${length} bytes`)
			return
		}
		const rest = length - taken
		if (this.#isPassedOver(rest, length)) {
			this.#expectHeader()
			this.skips = rest
			return
		}
		this.#state = "body"
		this.wants = rest
		this.inside = `a block of ${length} bytes`
		this.isBetween = false
	}

	#isPassedOver(rest: number, length: number): boolean {
		const isSecrets = this.#type === blockType.secrets
		const isPacket =
			this.#type === blockType.packet ||
			this.#type === blockType.simplePacket ||
			this.#type === blockType.obsoletePacket
		const isRead = isSecrets || this.#type === blockType.interface || (isPacket && !this.#isKeyLogOnly)
		if (!isRead) return true
		if (rest <= (isSecrets ? secretsLengthMax : packetLengthMax)) return false
		this.#sink.onProblem(
			`too-large: a block of type ${this.#type} announces ${length} bytes and is passed over`,
		)
		return true
	}

	#endBlock(piece: Uint8Array): void {
		this.#expectHeader()
		const body: BlockBody = {
			bytes: piece.subarray(0, piece.length - 4),
			view: viewOf(piece.subarray(0, piece.length - 4)),
			littleEndian: this.#littleEndian,
		}
		if (this.#type === blockType.secrets) this.#readSecrets(body)
		else if (this.#type === blockType.interface) this.#addInterface(body)
		else this.#readPacket(body)
	}

	#addInterface(body: BlockBody): void {
		if (this.#interfaces.length === interfacesMax) {
			this.#sink.onProblem(`too-large: a section has more than ${interfacesMax} interfaces`)
			return
		}
		const read = readInterface(body.view, body.littleEndian)
		if (read === undefined) this.#sink.onProblem("truncated: an interface block is shorter than its header")
		else this.#interfaces.push(read)
	}

	#readPacket(body: BlockBody): void {
		const packet =
			this.#type === blockType.packet
				? readPacket(body, this.#interfaces)
				: this.#type === blockType.simplePacket
					? readSimplePacket(body, this.#interfaces, this.#lastMs)
					: readObsoletePacket(body, this.#interfaces)
		if (packet === undefined) {
			this.#sink.onProblem("invalid: a packet block names no known interface or is longer than its block")
			return
		}
		this.#lastMs = packet.epochMs
		this.#sink.onPacket(packet)
	}

	#readSecrets({ bytes, view, littleEndian }: BlockBody): void {
		if (bytes.length < 8) {
			this.#sink.onProblem("truncated: a block of secrets is shorter than its header")
			return
		}
		if (view.getUint32(0, littleEndian) !== tlsKeyLog) return
		const length = Math.min(view.getUint32(4, littleEndian), bytes.length - 8)
		this.#sink.onKeyLog(new TextDecoder("latin1").decode(bytes.subarray(8, 8 + length)))
	}

	#expectHeader(): void {
		this.#state = "header"
		this.wants = headerLength
		this.inside = "the header of a block"
		this.isBetween = true
	}

	#stop(text: string): void {
		this.wants = 0
		this.#sink.onProblem(`${text}; the file is not read further`)
	}
}
