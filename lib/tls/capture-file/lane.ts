import { distance, following } from "./sequence-number.ts"

/** What a segment carries, on its way to its place. */
export interface Piece {
	readonly t: number
	readonly sequence: number
	readonly acknowledged: number | undefined
	readonly bytes: Uint8Array
	/** Bytes behind `bytes` that the capture does not hold. */
	readonly cutLength: number
	readonly isFin: boolean
}

const nothing = new Uint8Array(0)

/** One direction of a connection: which byte comes next, and what waits for it. */
export class Lane {
	/** Sequence number of the first byte. */
	first: number | undefined
	/** Sequence number of the byte that comes next; undefined before the first segment. */
	next: number | undefined
	/** By sequence number. Its bytes are copies. */
	waiting: Piece[] = []
	waitingBytes = 0
	/** Bytes that were seen, repeats not counted. */
	bytes = 0
	hasFin = false

	/** Where the direction begins, unless that is known. Returns what comes next. */
	begin(sequence: number): number {
		this.first ??= sequence
		this.next ??= sequence
		return this.next
	}

	/** Takes the number that a SYN gives, unless bytes have been seen: of two different SYN the last counts. */
	synchronise(sequence: number): void {
		if (this.bytes > 0 || this.waiting.length > 0 || this.hasFin) return
		this.first = sequence
		this.next = sequence
	}

	/** Puts a piece among those that wait, by sequence number. Returns by how many bytes memory has grown. */
	hold(piece: Piece): number {
		const kept = { ...piece, bytes: piece.bytes.slice() }
		let at = this.waiting.length
		while (at > 0 && distance(this.waiting[at - 1]?.sequence ?? 0, piece.sequence) > 0) at -= 1
		this.waiting.splice(at, 0, kept)
		this.waitingBytes += kept.bytes.length
		return kept.bytes.length
	}

	/** Forgets the first pieces that wait. Returns by how many bytes memory has shrunk. */
	release(count: number): number {
		if (count === 0) return 0
		const length = this.waiting.splice(0, count).reduce((sum, piece) => sum + piece.bytes.length, 0)
		this.waitingBytes -= length
		return length
	}

	/** Moves past a piece that is next, and returns those of its bytes that were not seen before. */
	advance({ sequence, bytes }: Piece): Uint8Array {
		const next = this.next ?? sequence
		const repeated = distance(next, sequence)
		const fresh = repeated < bytes.length ? bytes.subarray(repeated) : nothing
		this.next = following(next, fresh.length)
		this.bytes += fresh.length
		return fresh
	}

	/** Moves past the bytes behind a piece that the capture does not hold. False where there are none. */
	passCut({ sequence, bytes, cutLength }: Piece): boolean {
		const end = following(sequence, bytes.length + cutLength)
		if (cutLength === 0 || distance(end, this.next ?? end) <= 0) return false
		this.next = end
		return true
	}

	/** True where the first piece that waits begins behind bytes that have not come. */
	get hasGap(): boolean {
		const [first] = this.waiting
		return first !== undefined && this.next !== undefined && distance(first.sequence, this.next) > 0
	}
}
