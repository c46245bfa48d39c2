import { Prefix } from "../decoding/prefix.ts"
import { u32 } from "./packet-bytes.ts"
import type { PacketSink, PieceReader } from "./packet-source.ts"
import { isPcapMagic, PcapReader } from "./pcap.ts"
import { isPcapngMagic, PcapngReader } from "./pcapng.ts"
import { PieceFeeder } from "./piece-feeder.ts"

/** First bytes of a file, by which formats and compressions are told apart. */
const headLength = 8
const magicLength = 4

/** A capture file of either format as its bytes come: finds out which it is and hands its packets to a sink. */
export class FileSource {
	/** Bytes that were pushed. */
	bytes = 0
	readonly #sink: PacketSink
	readonly #isKeyLogOnly: boolean
	readonly #head = new Prefix(headLength)
	#feeder: PieceFeeder | undefined
	#reader: PieceReader | undefined

	/** `isKeyLogOnly`: packets are passed over without being looked at. */
	constructor(sink: PacketSink, isKeyLogOnly = false) {
		this.#sink = sink
		this.#isKeyLogOnly = isKeyLogOnly
	}

	/** The first bytes of the file, at most 8. */
	get head(): Uint8Array {
		return this.#head.bytes
	}

	/** True when nothing further in the file can be read. */
	get isStopped(): boolean {
		if (this.#reader === undefined) return this.#head.length >= magicLength
		return this.#reader.wants === 0
	}

	push(chunk: Uint8Array): void {
		// Node's Buffer overrides `slice` to make a view; here a slice must be a copy.
		const plain = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
		this.bytes += plain.length
		if (this.#feeder !== undefined) {
			this.#feeder.push(plain)
			return
		}
		const before = this.#head.length
		if (before >= magicLength) {
			this.#head.push(plain)
			return
		}
		this.#head.push(plain)
		if (this.#head.length < magicLength) return
		this.#reader = this.#pickReader(u32(this.#head.bytes, 0))
		if (this.#reader === undefined) return
		this.#feeder = new PieceFeeder(this.#reader)
		this.#feeder.push(this.#head.bytes.slice(0, before))
		this.#feeder.push(plain)
	}

	/** Names where the file was cut. Returns its format, undefined where it is none that is known. */
	end(): PieceReader["format"] | undefined {
		const cut = this.#feeder?.cut
		if (cut !== undefined) this.#sink.onProblem(`truncated: the file ends inside ${cut}`)
		return this.#reader?.format
	}

	#pickReader(magic: number): PieceReader | undefined {
		if (isPcapngMagic(magic)) return new PcapngReader(this.#sink, this.#isKeyLogOnly)
		return isPcapMagic(magic) && !this.#isKeyLogOnly ? new PcapReader(this.#sink) : undefined
	}
}
