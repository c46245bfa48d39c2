import type { Capture, CapturedChunk, CapturedMark, Side } from "../capture.ts"
import type { Endpoint, TcpSegment } from "./tcp-segment.ts"

/** Bytes of one direction that are kept; what comes after is counted. */
export const streamBytesMax = 16 * 1024 * 1024
/** Segments that may wait for an earlier one before the gap is given up. */
const waitingMax = 256

/** One TCP connection of a capture file. */
export interface TcpStream {
	readonly client: Endpoint
	readonly server: Endpoint
	/** Bytes in the order of their sequence numbers; times in milliseconds since the first packet. No key log. */
	readonly capture: Capture
	readonly problems: readonly string[]
}

interface Lane {
	/** Sequence number that comes next; undefined before the first segment. */
	next: number | undefined
	waiting: TcpSegment[]
	kept: number
	dropped: number
}

/**
 * Puts the segments of one connection in order: repeats are dropped, early ones wait. Who sent SYN is the client;
 * where no SYN was captured, who sent the first bytes.
 */
export class TcpReassembly {
	readonly #first: TcpSegment
	readonly #lanes: Record<Side, Lane> = { client: newLane(), server: newLane() }
	readonly #chunks: CapturedChunk[] = []
	readonly #marks: CapturedMark[] = []
	readonly #problems: string[] = []
	readonly #client: Endpoint

	constructor(first: TcpSegment) {
		this.#first = first
		this.#client = first.isSyn && first.isAck ? first.destination : first.source
	}

	/** True when bytes have been seen, so that another SYN begins another connection. */
	get hasData(): boolean {
		return this.#chunks.length > 0
	}

	push(segment: TcpSegment): void {
		const from = sameEndpoint(segment.source, this.#client) ? "client" : "server"
		const lane = this.#lanes[from]
		if (segment.isSyn) lane.next = (segment.sequence + 1) >>> 0
		if (segment.isReset) this.#mark(segment, from === "server" ? "server-reset" : "closed")
		lane.next ??= segment.sequence
		if (segment.data.length === 0 && !segment.isFin) return
		if (segment.isSyn) return
		lane.waiting.push(segment)
		this.#deliver(from, lane)
	}

	finish(): TcpStream {
		for (const from of ["client", "server"] as const) {
			const { waiting } = this.#lanes[from]
			if (waiting.length > 0) this.#problems.push(`segments of the ${from} are missing from the capture`)
		}
		const server = sameEndpoint(this.#first.source, this.#client)
			? this.#first.destination
			: this.#first.source
		return {
			client: this.#client,
			server,
			capture: {
				chunks: this.#chunks,
				marks: this.#marks,
				keyLog: [],
				dropped: { client: this.#lanes.client.dropped, server: this.#lanes.server.dropped },
			},
			problems: this.#problems,
		}
	}

	#deliver(from: Side, lane: Lane): void {
		for (let index = 0; index < lane.waiting.length; ) {
			const segment = lane.waiting[index]
			const behind = segment === undefined ? 0 : distance(segment.sequence, lane.next ?? 0)
			if (segment === undefined || behind > 0) {
				index += 1
				continue
			}
			lane.waiting.splice(index, 1)
			this.#take(from, lane, segment, -behind)
			index = 0
		}
		if (lane.waiting.length <= waitingMax) return
		lane.waiting = []
		this.#problems.push(`too-large: more than ${waitingMax} segments of the ${from} wait for a missing one`)
	}

	#take(from: Side, lane: Lane, segment: TcpSegment, repeated: number): void {
		const fresh = segment.data.subarray(Math.min(repeated, segment.data.length))
		if (fresh.length > 0) {
			lane.next = ((lane.next ?? 0) + fresh.length) >>> 0
			const bytes = fresh.subarray(0, streamBytesMax - lane.kept)
			lane.kept += bytes.length
			lane.dropped += fresh.length - bytes.length
			if (bytes.length > 0) this.#chunks.push({ t: this.#time(segment), from, bytes })
		}
		if (segment.isFin) this.#mark(segment, from === "client" ? "client-fin" : "server-fin")
	}

	#mark(segment: TcpSegment, kind: CapturedMark["kind"]): void {
		if (this.#marks.length < 10) this.#marks.push({ t: this.#time(segment), kind })
	}

	#time(segment: TcpSegment): number {
		return segment.epochMs - this.#first.epochMs
	}
}

function newLane(): Lane {
	return { next: undefined, waiting: [], kept: 0, dropped: 0 }
}

function sameEndpoint(a: Endpoint, b: Endpoint): boolean {
	return a.port === b.port && a.address === b.address
}

/** How far `sequence` lies ahead of `next`, across the wrap at 2^32; negative where it lies behind. */
function distance(sequence: number, next: number): number {
	return (sequence - next) | 0
}
