import type { Side } from "../capture.ts"
import { Lane, type Piece } from "./lane.ts"
import { distance, following } from "./sequence-number.ts"
import type { TcpSegment } from "./tcp-segment.ts"

/** What reassembly hands on, in the order in which the two ends spoke. */
export interface StreamSink {
	readonly onBytes: (t: number, from: Side, bytes: Uint8Array) => void
	readonly onFin: (t: number, from: Side) => void
	/** Bytes of this side are missing between those that were handed out and those that come next. */
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
 * sender had seen them. What waits too long shows that bytes are missing: they are given up by name, and what comes
 * behind them is handed out.
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
		const isNext = distance(sequence, next) <= 0 && this.#hasSeen(from, piece)
		if (lane.waiting.length === 0 && isNext) this.#take(from, lane, piece)
		else this.#hold(from, lane, piece)
		if (this.#isWaiting) this.#drain()
	}

	/** Hands out what can be, and names what will never be complete. */
	finish(): void {
		this.#drain()
		while (this.#isWaiting) {
			const side = this.#earliest()
			if (this.#lanes[side].hasGap) this.#skipGap(side)
			else this.#takeFirst(side)
			this.#drain()
		}
	}

	/** The side whose first waiting piece is older; of two, one that waits for bytes of its own goes first. */
	#earliest(): Side {
		const { client, server } = this.#lanes
		if (client.hasGap !== server.hasGap) return client.hasGap ? "client" : "server"
		const never = Number.POSITIVE_INFINITY
		return (client.waiting[0]?.t ?? never) <= (server.waiting[0]?.t ?? never) ? "client" : "server"
	}

	get #isWaiting(): boolean {
		return this.#lanes.client.waiting.length > 0 || this.#lanes.server.waiting.length > 0
	}

	/** True when all that the sender of a segment acknowledged has been handed out, as far as it can be. */
	#hasSeen(from: Side, piece: Piece): boolean {
		const other = this.#lanes[opposite[from]]
		if (piece.acknowledged === undefined || other.next === undefined) return true
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
		if (lane.hasGap) {
			this.#skipGap(from)
			return
		}
		const other = this.#lanes[opposite[from]]
		const acknowledged = lane.waiting[0]?.acknowledged
		if (other.hasGap) this.#skipGap(opposite[from])
		else if (other.waiting.length > 0 || acknowledged === undefined) this.#takeFirst(from)
		else {
			other.next = acknowledged
			this.#tellMissing(opposite[from])
		}
	}

	/** Goes on behind the bytes that are missing in front of the first piece that waits. */
	#skipGap(side: Side): void {
		const lane = this.#lanes[side]
		const [first] = lane.waiting
		if (first === undefined) return
		lane.next = first.sequence
		this.#tellMissing(side)
	}

	/** Hands out the first piece that waits, whatever it acknowledges: two sides may wait for each other. */
	#takeFirst(side: Side): void {
		const lane = this.#lanes[side]
		const [first] = lane.waiting
		if (first === undefined) return
		this.#take(side, lane, first)
		this.#budget.bytes -= lane.release(1)
	}

	#tellMissing(side: Side): void {
		this.#sink.onGap(side, `segments of the ${side} are missing from the capture`)
	}

	#drain(): void {
		let hasMoved = true
		while (hasMoved) {
			const hasClientMoved = this.#drainLane("client")
			hasMoved = this.#drainLane("server") || hasClientMoved
		}
	}

	#drainLane(from: Side): boolean {
		const lane = this.#lanes[from]
		let taken = 0
		for (const piece of lane.waiting) {
			if (distance(piece.sequence, lane.next ?? 0) > 0 || !this.#hasSeen(from, piece)) break
			taken += 1
			this.#take(from, lane, piece)
		}
		this.#budget.bytes -= lane.release(taken)
		return taken > 0
	}

	#take(from: Side, lane: Lane, piece: Piece): void {
		const fresh = lane.advance(piece)
		if (fresh.length > 0) this.#sink.onBytes(piece.t, from, fresh)
		if (lane.passCut(piece)) this.#sink.onGap(from, `packets of the ${from} were captured only in part`)
		if (piece.isFin) this.#fin(from, lane, piece.t)
	}

	#fin(from: Side, lane: Lane, t: number): void {
		if (lane.hasFin) return
		lane.hasFin = true
		lane.next = following(lane.next ?? 0, 1)
		this.#sink.onFin(t, from)
	}
}
