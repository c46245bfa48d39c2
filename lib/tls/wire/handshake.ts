import { handshakeType } from "./handshake-type.ts"

/** Bytes of one handshake message that are read, by what its type may need; header not counted. */
export function messageLengthMax(type: number): number {
	const isLarge = type === handshakeType.certificate || type === handshakeType.certificateRequest
	return isLarge ? 512 * 1024 : 128 * 1024
}

/** A whole handshake message, or one that is announced larger than `messageLengthMax` and therefore skipped. */
export type FramedMessage =
	| {
			readonly kind: "message"
			readonly type: number
			/** Index of the record in which it began. */
			readonly record: number
			/** Header included; a view where it lay in one record. */
			readonly bytes: Uint8Array
	  }
	| { readonly kind: "too-large"; readonly type: number; readonly record: number; readonly length: number }

const headerLength = 4

/**
 * Joins the handshake messages of one direction, which may share records and span them (RFC 8446 section 5.1). Holds
 * at most one message, and allocates for it only as its bytes arrive.
 */
export class HandshakeFramer {
	#parts: Uint8Array[] = []
	#partsLength = 0
	#record = 0
	#skip = 0

	/** Bytes of a message that has begun but is not complete. */
	get pending(): number {
		return this.#partsLength
	}

	/** Forgets a message that has begun: its end will never come. */
	reset(): void {
		this.#parts = []
		this.#partsLength = 0
		this.#skip = 0
	}

	/** Takes one record's payload in and hands every message that it completes to `onMessage`. */
	push(payload: Uint8Array, record: number, onMessage: (message: FramedMessage) => void): void {
		let rest = this.#skipInto(payload)
		if (rest.length > 0 && this.#partsLength > 0) {
			const completed = this.#append(rest, onMessage)
			if (completed === undefined) return
			rest = completed
		}
		while (rest.length >= headerLength) {
			const length = bodyLength(rest)
			if (this.#refuse(rest, record, length, onMessage)) {
				rest = this.#skipInto(rest)
				continue
			}
			const end = headerLength + length
			if (rest.length < end) break
			onMessage({ kind: "message", type: rest[0] ?? 0, record, bytes: rest.subarray(0, end) })
			rest = rest.subarray(end)
		}
		if (rest.length > 0) this.#begin(rest, record)
	}

	#begin(rest: Uint8Array, record: number): void {
		this.#parts = [rest]
		this.#partsLength = rest.length
		this.#record = record
	}

	/** Adds to the message that has begun. Returns what lies behind its end, undefined while it has not ended. */
	#append(bytes: Uint8Array, onMessage: (message: FramedMessage) => void): Uint8Array | undefined {
		const rest = this.#completeHeader(bytes)
		const [header] = this.#parts
		if (header === undefined || this.#partsLength < headerLength) return undefined
		const length = bodyLength(header)
		if (this.#refuse(header, this.#record, length, onMessage)) {
			this.#skip -= this.#partsLength
			this.#parts = []
			this.#partsLength = 0
			return this.#skipInto(rest)
		}
		const missing = headerLength + length - this.#partsLength
		const part = rest.subarray(0, missing)
		if (part.length > 0) this.#parts.push(part)
		this.#partsLength += part.length
		if (part.length < missing) return undefined
		const message = join(this.#parts, headerLength + length)
		this.#parts = []
		this.#partsLength = 0
		onMessage({ kind: "message", type: message[0] ?? 0, record: this.#record, bytes: message })
		return rest.subarray(missing)
	}

	/** Brings a header that was itself cut together in the first part. Returns the bytes behind it. */
	#completeHeader(bytes: Uint8Array): Uint8Array {
		const missing = headerLength - this.#partsLength
		if (missing <= 0) return bytes
		const part = bytes.subarray(0, missing)
		this.#parts = [join([...this.#parts, part], this.#partsLength + part.length)]
		this.#partsLength += part.length
		return bytes.subarray(part.length)
	}

	/** Says that a message is too large and sets its bytes, header included, to be skipped. */
	#refuse(
		header: Uint8Array,
		record: number,
		length: number,
		onMessage: (message: FramedMessage) => void,
	): boolean {
		const type = header[0] ?? 0
		if (length <= messageLengthMax(type)) return false
		this.#skip = headerLength + length
		onMessage({ kind: "too-large", type, record, length })
		return true
	}

	#skipInto(bytes: Uint8Array): Uint8Array {
		if (this.#skip === 0) return bytes
		const skipped = Math.min(this.#skip, bytes.length)
		this.#skip -= skipped
		return bytes.subarray(skipped)
	}
}

function bodyLength(header: Uint8Array): number {
	return (header[1] ?? 0) * 0x1_0000 + (header[2] ?? 0) * 0x100 + (header[3] ?? 0)
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
	const joined = new Uint8Array(length)
	let at = 0
	for (const part of parts) {
		joined.set(part, at)
		at += part.length
	}
	return joined
}
