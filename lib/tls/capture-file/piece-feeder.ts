import type { PieceReader } from "./packet-source.ts"

/** Cuts the chunks of a file into the pieces that a reader wants; copies only what a chunk cut in two. */
export class PieceFeeder {
	readonly #reader: PieceReader
	#partial = new Uint8Array(0)
	#filled = 0
	#toSkip = 0

	constructor(reader: PieceReader) {
		this.#reader = reader
		this.#toSkip = reader.skips
	}

	/** What the file was cut in, were it to end here; undefined between two items. */
	get cut(): string | undefined {
		if (this.#reader.wants === 0) return undefined
		const isCut = this.#filled > 0 || this.#toSkip > 0 || !this.#reader.isBetween
		return isCut ? this.#reader.inside : undefined
	}

	push(chunk: Uint8Array): void {
		let at = 0
		while (at < chunk.length && this.#reader.wants > 0) {
			if (this.#toSkip > 0) {
				const skipped = Math.min(this.#toSkip, chunk.length - at)
				this.#toSkip -= skipped
				at += skipped
				continue
			}
			at += this.#filled === 0 ? this.#takeWhole(chunk, at) : this.#fill(chunk, at)
		}
	}

	#takeWhole(chunk: Uint8Array, at: number): number {
		const { wants } = this.#reader
		if (chunk.length - at < wants) return this.#fill(chunk, at)
		this.#give(chunk.subarray(at, at + wants))
		return wants
	}

	/** Collects a piece, growing with what arrives and never with what is announced. */
	#fill(chunk: Uint8Array, at: number): number {
		const { wants } = this.#reader
		const part = chunk.subarray(at, at + wants - this.#filled)
		const needed = this.#filled + part.length
		if (this.#partial.length < needed) {
			const grown = new Uint8Array(Math.min(wants, Math.max(needed, 2 * this.#partial.length, 256)))
			grown.set(this.#partial.subarray(0, this.#filled))
			this.#partial = grown
		}
		this.#partial.set(part, this.#filled)
		this.#filled = needed
		if (needed === wants) {
			this.#filled = 0
			const piece = this.#partial.subarray(0, wants)
			if (this.#partial.length > reusableMax) this.#partial = new Uint8Array(0)
			this.#give(piece)
		}
		return part.length
	}

	#give(piece: Uint8Array): void {
		this.#reader.take(piece)
		this.#toSkip = this.#reader.skips
	}
}

/** A larger buffer, which a block of secrets may need, is let go after use. */
const reusableMax = 2 * 1024 * 1024
