/** The gRPC messages of one direction of a call, as their prefixes announce them. JSON-safe. */
export interface MessageFacts {
	readonly count: number
	/** Announced lengths in bytes, in order; the first 64. */
	readonly lengths: readonly number[]
	/** How many have the compressed flag. */
	readonly compressed: number
	/** Bytes of DATA, prefixes included. */
	readonly bytes: number
	/** Bytes of the last message that are missing; 0 when it is whole. Those of a gap in the capture are among them. */
	readonly missing: number
}

const prefixLength = 5
const lengthsMax = 64
/** Flag of a gRPC-Web frame that carries trailers (grpc/doc/PROTOCOL-WEB.md). */
const trailersFlag = 0x80
const trailersMax = 4_096

/** Counts length-prefixed messages (grpc/doc/PROTOCOL-HTTP2.md) as the bytes of DATA come. Keeps no message. */
export class MessageLengths {
	/** Text of gRPC-Web trailers, at most 4 KiB. */
	trailers = ""
	#count = 0
	#compressed = 0
	#bytes = 0
	#missing = 0
	#isTrailers = false
	#isLost = false
	readonly #lengths: number[] = []
	readonly #prefix: number[] = []

	push(bytes: Uint8Array): void {
		this.#bytes += bytes.length
		if (this.#isLost) return
		for (let at = 0; at < bytes.length; ) {
			if (this.#missing > 0) at += this.#pass(bytes.subarray(at, at + this.#missing))
			else {
				this.#prefix.push(bytes[at] ?? 0)
				at += 1
				if (this.#prefix.length === prefixLength) this.#begin()
			}
		}
	}

	/** Bytes are missing, so that nothing tells where a message begins: what comes is counted as bytes alone. */
	lose(): void {
		this.#isLost = true
	}

	facts(): MessageFacts {
		const inPrefix = this.#prefix.length === 0 ? 0 : prefixLength - this.#prefix.length
		return {
			count: this.#count,
			lengths: this.#lengths,
			compressed: this.#compressed,
			bytes: this.#bytes,
			missing: this.#missing + inPrefix,
		}
	}

	#pass(piece: Uint8Array): number {
		this.#missing -= piece.length
		if (this.#isTrailers && this.trailers.length < trailersMax) {
			for (const byte of piece.subarray(0, trailersMax)) this.trailers += String.fromCharCode(byte)
		}
		return piece.length
	}

	#begin(): void {
		const [flags = 0, a = 0, b = 0, c = 0, d = 0] = this.#prefix.splice(0)
		this.#missing = a * 0x100_0000 + b * 0x1_0000 + c * 0x100 + d
		this.#isTrailers = (flags & trailersFlag) !== 0
		if (this.#isTrailers) return
		this.#count += 1
		if ((flags & 1) !== 0) this.#compressed += 1
		if (this.#lengths.length < lengthsMax) this.#lengths.push(this.#missing)
	}
}
