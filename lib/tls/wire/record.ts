/** IANA registry "TLS ContentType". */
export const contentType = {
	changeCipherSpec: 20,
	alert: 21,
	handshake: 22,
	applicationData: 23,
	heartbeat: 24,
} as const

/** Largest payload of a record on the wire: 2^14 and the 2,048 bytes that TLS 1.2 allows for protection. */
export const recordLengthMax = 16_384 + 2_048

const headerLength = 5

/** One record (RFC 8446 section 5.1): its payload is a view where it arrived in one piece. */
export interface TlsRecord {
	readonly type: number
	readonly version: number
	readonly payload: Uint8Array
}

/** Why a stream of records cannot go on. */
export type RecordStop =
	/** The bytes here are no record of TLS. */
	| { readonly kind: "not-a-record"; readonly firstByte: number }
	/** A record that announces more than `recordLengthMax`. */
	| { readonly kind: "too-large"; readonly type: number; readonly length: number }

/**
 * Cuts one direction's bytes into records, however they were chunked. Holds at most one record. Stops for good at the
 * first bytes that cannot be a record.
 */
export class RecordSplitter {
	readonly #header = new Uint8Array(headerLength)
	#headerFilled = 0
	#payload: Uint8Array | undefined
	#payloadFilled = 0
	#stop: RecordStop | undefined

	/** Set once the stream is no TLS any more; later bytes are ignored. */
	get stop(): RecordStop | undefined {
		return this.#stop
	}

	/** Bytes of a record that has begun but is not complete. */
	get pending(): number {
		return this.#headerFilled + this.#payloadFilled
	}

	/** The record that has begun, with what has come of its payload; undefined between two records. */
	get begun(): TlsRecord | undefined {
		if (this.#headerFilled < headerLength) return undefined
		const [type = 0, major = 0, minor = 0] = this.#header
		const payload = this.#payload?.subarray(0, this.#payloadFilled) ?? new Uint8Array(0)
		return { type, version: major * 0x100 + minor, payload }
	}

	/** Forgets a record that has begun: its end will never come. What comes next begins a record. */
	reset(): void {
		this.#headerFilled = 0
		this.#payloadFilled = 0
		this.#payload = undefined
	}

	/** Takes bytes in and hands every record that they complete to `onRecord`. */
	push(chunk: Uint8Array, onRecord: (record: TlsRecord) => void): void {
		let at = 0
		while (at < chunk.length && this.#stop === undefined) {
			if (this.#headerFilled < headerLength) {
				at += this.#fillHeader(chunk, at)
				if (this.#stop !== undefined || this.#headerFilled < headerLength) continue
				if (this.#length() === 0) this.#emit(new Uint8Array(0), onRecord)
				continue
			}
			const length = this.#length()
			if (this.#payloadFilled === 0 && chunk.length - at >= length) {
				this.#emit(chunk.subarray(at, at + length), onRecord)
				at += length
				continue
			}
			at += this.#fillPayload(chunk, at, length)
			if (this.#payload !== undefined && this.#payloadFilled === length) this.#emit(this.#payload, onRecord)
		}
	}

	#fillHeader(chunk: Uint8Array, at: number): number {
		const take = Math.min(headerLength - this.#headerFilled, chunk.length - at)
		for (let index = 0; index < take; index += 1) {
			this.#header[this.#headerFilled + index] = chunk[at + index] ?? 0
		}
		this.#headerFilled += take
		this.#judgeHeader()
		return take
	}

	#judgeHeader(): void {
		const [type = 0, major = 0] = this.#header
		const isType = type >= contentType.changeCipherSpec && type <= contentType.heartbeat
		if (!isType || (this.#headerFilled > 1 && major !== 3)) {
			this.#stop = { kind: "not-a-record", firstByte: type }
		} else if (this.#headerFilled === headerLength && this.#length() > recordLengthMax) {
			this.#stop = { kind: "too-large", type, length: this.#length() }
		}
	}

	#fillPayload(chunk: Uint8Array, at: number, length: number): number {
		this.#payload ??= new Uint8Array(length)
		const part = chunk.subarray(at, at + length - this.#payloadFilled)
		this.#payload.set(part, this.#payloadFilled)
		this.#payloadFilled += part.length
		return part.length
	}

	#emit(payload: Uint8Array, onRecord: (record: TlsRecord) => void): void {
		const [type = 0, major = 0, minor = 0] = this.#header
		this.#headerFilled = 0
		this.#payloadFilled = 0
		this.#payload = undefined
		onRecord({ type, version: major * 0x100 + minor, payload })
	}

	#length(): number {
		return (this.#header[3] ?? 0) * 0x100 + (this.#header[4] ?? 0)
	}
}
