import { type FrameHead, frameFlags, frameHeadLength, frameTypes, readFrameHead } from "./frame.ts"

/** Takes the frames of one direction. Views hold only during the call. */
export interface FrameSink {
	/** The head of every frame, when it is complete. */
	readonly onHead: (head: FrameHead) => void
	/** The payload of a frame that is not DATA; shorter than announced where it was longer than is kept. */
	readonly onPayload: (head: FrameHead, payload: Uint8Array) => void
	/** A piece of the content of a DATA frame, padding left out. */
	readonly onData: (head: FrameHead, piece: Uint8Array) => void
	/** Every frame, when its last byte has come. */
	readonly onEnd: (head: FrameHead) => void
}

/** Bytes of one payload that are held: a header block may be as long. What is longer is counted and passed over. */
export const payloadMax = 65_536

/**
 * Reads the frames of one direction (RFC 9113 section 4.1) as their bytes come, in pieces of any size. Holds at most
 * one frame head and `payloadMax` bytes of a payload that is not DATA; the content of DATA passes through.
 */
export class FrameReader {
	readonly #sink: FrameSink
	readonly #headBytes = new Uint8Array(frameHeadLength)
	#headLength = 0
	#head: FrameHead | undefined
	#payload: Uint8Array[] = []
	#kept = 0
	/** Bytes of the present payload that came. */
	#came = 0
	/** Bytes of padding at the end of the present DATA frame. */
	#padding = 0

	constructor(sink: FrameSink) {
		this.#sink = sink
	}

	/** True between two frames, where a direction may end. */
	get isBetweenFrames(): boolean {
		return this.#headLength === 0 && this.#head === undefined
	}

	push(bytes: Uint8Array): void {
		for (let at = 0; at < bytes.length || this.#isComplete; ) {
			if (this.#isComplete) this.#end()
			else at += this.#head === undefined ? this.#takeHead(bytes, at) : this.#takePayload(bytes, at)
		}
	}

	get #isComplete(): boolean {
		return this.#head !== undefined && this.#came === this.#head.length
	}

	#takeHead(bytes: Uint8Array, at: number): number {
		const taken = Math.min(frameHeadLength - this.#headLength, bytes.length - at)
		this.#headBytes.set(bytes.subarray(at, at + taken), this.#headLength)
		this.#headLength += taken
		if (this.#headLength < frameHeadLength) return taken
		this.#head = readFrameHead(this.#headBytes)
		this.#sink.onHead(this.#head)
		return taken
	}

	#takePayload(bytes: Uint8Array, at: number): number {
		const head = this.#head
		if (head === undefined) return 0
		const piece = bytes.subarray(at, at + head.length - this.#came)
		if (head.type === frameTypes.data) this.#passData(head, piece)
		else this.#keep(piece)
		this.#came += piece.length
		return piece.length
	}

	/** The first byte of a padded frame says how many at its end are padding (RFC 9113 section 6.1). */
	#passData(head: FrameHead, piece: Uint8Array): void {
		const isPadded = (head.flags & frameFlags.padded) !== 0
		const isFirst = this.#came === 0
		if (isPadded && isFirst) this.#padding = piece[0] ?? 0
		const start = isPadded && isFirst ? 1 : 0
		const end = Math.min(piece.length, head.length - this.#padding - this.#came)
		if (end > start) this.#sink.onData(head, piece.subarray(start, end))
	}

	#keep(piece: Uint8Array): void {
		const room = payloadMax - this.#kept
		if (room <= 0) return
		const kept = piece.slice(0, room)
		this.#payload.push(kept)
		this.#kept += kept.length
	}

	#end(): void {
		const head = this.#head
		if (head === undefined) return
		const payload = this.#joined()
		this.#head = undefined
		this.#headLength = 0
		this.#came = 0
		this.#padding = 0
		if (head.type !== frameTypes.data) this.#sink.onPayload(head, payload)
		this.#sink.onEnd(head)
	}

	#joined(): Uint8Array {
		const pieces = this.#payload
		const joined = new Uint8Array(this.#kept)
		let at = 0
		for (const piece of pieces) {
			joined.set(piece, at)
			at += piece.length
		}
		this.#payload = []
		this.#kept = 0
		return joined
	}
}
