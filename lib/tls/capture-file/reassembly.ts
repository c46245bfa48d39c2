import type { Side } from "../capture.ts"
import { Lane, type Piece } from "./lane.ts"
import { distance, following } from "./sequence-number.ts"
import type { TcpSegment } from "./tcp-segment.ts"

/** What reassembly hands on, in the order in which the two ends spoke. */
export interface StreamSink {
	readonly onBytes: (t: number, from: Side, bytes: Uint8Array) => void
	readonly onFin: (t: number, from: Side) => void
	/** From here on the bytes of this side cannot be put together any more; its FIN may still come. */
	readonly onGap: (from: Side, text: string) => void
}

/** Bytes that wait for earlier ones, counted over all connections of a file. */
export interface WaitingBudget {
	bytes: number
}

/** Bytes of one direction that may wait for an earlier one before the gap is given up: a large TCP window. */
const laneWaitingMax = 4 * 1024 * 1024
/** Segments of one direction that may wait. */
const laneSegmentsMax = 4_096
/** Bytes of all connections together that may wait. */
const waitingMax = 64 * 1024 * 1024

const opposite = { client: "server", server: "client" } as const satisfies Record<Side, Side>

/**
 * Puts the segments of one connection in order (RFC 9293 section 3.10): repeats are dropped, the first of two that
 * overlap counts, early ones wait, and a segment that acknowledges bytes of the other side waits for those, since its
 * sender had seen them. What waits too long shows that bytes are missing: they are given up by name.
 */
export class Reassembly {
	readonly #lanes: Readonly<Record<Side, Lane>> = { client: new Lane(), server: new Lane() }
	readonly #sink: StreamSink
	readonly #budget: WaitingBudget

	constructor(sink: StreamSink, budget: WaitingBudget) {
		this.#sink = sink
		this.#budget = budget
	}

	/** Bytes of one direction, repeats not counted, lost ones neither. */
	bytesOf(side: Side): number {
		return this.#lanes[side].bytes
	}

	/** Sequence number of the first byte of a direction, undefined before it is known. */
	firstOf(side: Side): number | undefined {
		return this.#lanes[side].first
	}

	push(t: number, from: Side, segment: TcpSegment): void {
		const lane = this.#lanes[from]
		const sequence = segment.isSyn ? following(segment.sequence, 1) : segment.sequence
		if (segment.isSyn) lane.synchronise(sequence)
		const { data, cutLength, isFin, acknowledged } = segment
		if (data.length === 0 && cutLength === 0 && !isFin) return
		const next = lane.begin(sequence)
		const piece: Piece = { t, sequence, acknowledged, bytes: data, cutLength, isFin }
		if (lane.isLost) {
			this.#passLost(from, lane, piece)
			return
		}
		const isNext = distance(sequence, next) <= 0 && this.#hasSeen(from, piece)
		if (lane.waiting.length === 0 && isNext) this.#take(from, lane, piece)
		else this.#hold(from, lane, piece)
		if (this.#isWaiting) this.#drain()
	}

	/** Hands out what can be, and names what will never be complete. */
	finish(): void {
		this.#drain()
		for (const side of ["client", "server"] as const) this.#drainLane(side, true)
		for (const side of ["client", "server"] as const) {
			const lane = this.#lanes[side]
			if (lane.waiting.length > 0) this.#lose(side, `segments of the ${side} are missing from the capture`)
		}
	}

	get #isWaiting(): boolean {
		return this.#lanes.client.waiting.length > 0 || this.#lanes.server.waiting.length > 0
	}

	/** True when all that the sender of a segment acknowledged has been handed out, as far as it can be. */
	#hasSeen(from: Side, piece: Piece): boolean {
		const other = this.#lanes[opposite[from]]
		if (piece.acknowledged === undefined || other.next === undefined || other.isLost) return true
		return distance(piece.acknowledged, other.next) <= 0
	}

	#hold(from: Side, lane: Lane, piece: Piece): void {
		this.#budget.bytes += lane.hold(piece)
		const isFull =
			lane.waitingBytes > laneWaitingMax ||
			lane.waiting.length > laneSegmentsMax ||
			this.#budget.bytes > waitingMax
		if (isFull) this.#giveUp(from, lane)
	}

	/** Too much waits: either for bytes of its own side, or for bytes that the other side acknowledged. */
	#giveUp(from: Side, lane: Lane): void {
		const [first] = lane.waiting
		const isOwnGap = first === undefined || distance(first.sequence, lane.next ?? 0) > 0
		const side = isOwnGap ? from : opposite[from]
		this.#lose(side, `segments of the ${side} are missing from the capture`)
	}

	#drain(): void {
		let hasMoved = true
		while (hasMoved) {
			const hasClientMoved = this.#drainLane("client", false)
			hasMoved = this.#drainLane("server", false) || hasClientMoved
		}
	}

	#drainLane(from: Side, isLast: boolean): boolean {
		const lane = this.#lanes[from]
		let taken = 0
		for (const piece of lane.waiting) {
			if (distance(piece.sequence, lane.next ?? 0) > 0 || !(isLast || this.#hasSeen(from, piece))) break
			taken += 1
			this.#take(from, lane, piece)
			if (lane.isLost) return true
		}
		this.#budget.bytes -= lane.release(taken)
		return taken > 0
	}

	#take(from: Side, lane: Lane, piece: Piece): void {
		const fresh = lane.advance(piece)
		if (fresh.length > 0) this.#sink.onBytes(piece.t, from, fresh)
		if (
			piece.cutLength > 0 &&
			distance(following(piece.sequence, piece.bytes.length), lane.next ?? 0) === 0
		) {
			this.#lose(from, `packets of the ${from} were captured only in part`)
		}
		if (piece.isFin) this.#fin(from, lane, piece.t)
	}

	/** From now on the side is only counted. */
	#lose(side: Side, text: string): void {
		const lane = this.#lanes[side]
		if (lane.isLost) return
		lane.isLost = true
		const { waiting } = lane
		this.#sink.onGap(side, text)
		for (const piece of waiting) this.#passLost(side, lane, piece)
		this.#budget.bytes -= lane.release(waiting.length)
	}

	#passLost(from: Side, lane: Lane, piece: Piece): void {
		lane.advanceLost(piece)
		if (piece.isFin) this.#fin(from, lane, piece.t)
	}

	#fin(from: Side, lane: Lane, t: number): void {
		if (lane.hasFin) return
		lane.hasFin = true
		lane.next = following(lane.next ?? 0, 1)
		this.#sink.onFin(t, from)
	}
}
