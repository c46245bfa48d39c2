import { concatBytes } from "#base/bytes"
import { bodyBytesMax } from "../http-question.ts"

/** Keeps the beginning of a body, at most 64 KiB. */
export class BodyCollector {
	readonly #chunks: Uint8Array[] = []
	#length = 0
	#isCut = false

	/** False once the body is longer than what is kept: there is no need to read on. */
	add(chunk: Uint8Array): boolean {
		const room = bodyBytesMax - this.#length
		this.#isCut ||= chunk.length > room
		if (room > 0) this.#chunks.push(chunk.subarray(0, room))
		this.#length += Math.min(room, chunk.length)
		return !this.#isCut
	}

	get isCut(): boolean {
		return this.#isCut
	}

	get bytes(): Uint8Array {
		return concatBytes(this.#chunks)
	}
}
