/** Keeps copies of the first bytes of a stream, up to a bound, and grows with what comes. */
export class Prefix {
	readonly #max: number
	#kept = new Uint8Array(0)
	#length = 0

	/** `max`: bytes that are kept. */
	constructor(max: number) {
		this.#max = max
	}

	/** What has been kept so far. */
	get bytes(): Uint8Array {
		return this.#kept.subarray(0, this.#length)
	}

	get length(): number {
		return this.#length
	}

	/** True when no more is kept. */
	get isFull(): boolean {
		return this.#length >= this.#max
	}

	push(bytes: Uint8Array): void {
		const part = bytes.subarray(0, this.#max - this.#length)
		if (part.length === 0) return
		const needed = this.#length + part.length
		if (needed > this.#kept.length) {
			const grown = new Uint8Array(Math.min(this.#max, Math.max(needed, 2 * this.#kept.length)))
			grown.set(this.bytes)
			this.#kept = grown
		}
		this.#kept.set(part, this.#length)
		this.#length = needed
	}
}
